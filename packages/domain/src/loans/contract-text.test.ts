import { describe, expect, it } from 'vitest'
import { day } from '../calendar.ts'
import { parseMoney } from '../money.ts'
import { parseRate } from '../rate.ts'
import { usualServicing } from './servicing-terms.ts'
import { type ContractFacts, contractText } from './contract-text.ts'

const facts: ContractFacts = {
  number: 'HT2026-000001',
  lender: '河畔银行',
  branch: '北城支行',
  borrower: { name: '榕树贸易有限公司', number: 'C00000001' },
  applicationNumber: 'SQ2026-000001',
  product: '流动资金贷款',
  purpose: '采购原料',
  guarantee: 'mortgage',
  conditions: '办妥抵押登记',
  signedOn: day('2026-01-31'),
  terms: {
    method: 'equal-principal',
    principal: parseMoney('1200000.00'),
    annualRate: parseRate('4.35'),
    periods: 3,
    frequency: 'monthly',
    dayCount: '30/360',
    rounding: 'half-up',
    disbursedOn: day('2026-01-31'),
    firstDueOn: day('2026-02-28'),
    ratePlan: { kind: 'fixed' },
    servicing: usualServicing,
    allowsRepricing: true,
  },
}

describe('the text of a contract', () => {
  const text = contractText(facts)

  it.each([
    '合同编号：HT2026-000001',
    '贷款人：河畔银行（北城支行）',
    '借款人：榕树贸易有限公司（客户编号C00000001）',
    '人民币壹佰贰拾万元整（¥1200000.00）',
    '年利率：4.35%',
    '还款方式：等额本金，按月还款，共3期。',
    '担保方式：抵押。',
    '放款条件：办妥抵押登记。',
    '签订日期：2026年1月31日',
  ])('says %s', (sentence) => {
    expect(text).toContain(sentence)
  })

  it('ends with the schedule, month ends kept, and its totals', () => {
    expect(text.split('\n').slice(-5)).toEqual([
      '期次\t到期日\t本金\t利息\t合计\t剩余本金',
      '1\t2026-02-28\t400000.00\t4350.00\t404350.00\t800000.00',
      '2\t2026-03-31\t400000.00\t2900.00\t402900.00\t400000.00',
      '3\t2026-04-30\t400000.00\t1450.00\t401450.00\t0.00',
      '合计\t\t1200000.00\t8700.00\t1208700.00\t',
    ])
  })

  it('is another text when any term differs', () => {
    const later = { ...facts, signedOn: day('2026-02-01') }
    expect(contractText(later)).not.toBe(text)
    expect(contractText(facts)).toBe(text)
  })
})
