import { describe, expect, it } from 'vitest'

import { day } from '../calendar.ts'
import { money } from '../money.ts'
import type { ContractTerms } from '../products/contract-terms.ts'
import { contractTerms } from '../products/contract-terms.ts'
import { soundTerms } from '../products/testing.ts'
import { parseRate } from '../rate.ts'
import { type ClauseFacts, contractClauses } from './contract-clauses.ts'
import { usualServicing, type ServicingTerms } from './servicing-terms.ts'

const facts: ClauseFacts = {
  borrowerNumber: 'C00000001',
  product: '流动资金贷款',
  purpose: '采购原料',
  guarantee: 'mortgage',
  conditions: '',
  signedOn: day('2026-01-31'),
  cost: { simple: parseRate('4.35'), effective: parseRate('4.437766') },
  terms: contractTerms(soundTerms, {
    amount: money(1_200_000_00),
    annualRate: parseRate('4.35'),
    periods: 12,
    method: 'equal-instalment',
    frequency: 'monthly',
    agreedOn: day('2026-01-20'),
    signedOn: day('2026-01-31'),
  }),
}
const textOf = (change: Partial<ContractTerms>) =>
  contractClauses({ ...facts, terms: { ...facts.terms, ...change } }).join('\n')
const served = (change: Partial<ServicingTerms>) =>
  textOf({ servicing: { ...usualServicing, ...change } })

describe('the clauses of a contract', () => {
  it.each([
    ['kind and purpose', '贷款品种：流动资金贷款。用途：采购原料。'],
    ['amount', '人民币壹佰贰拾万元整（¥1200000.00）'],
    ['rate', '年利率：4.35%（单利，固定利率），每月按三十日、每年按三百六十日计息。'],
    [
      'term and way of repaying',
      '还款方式：等额本息，按月还款，共12期。到期日遇法定节假日不顺延。',
    ],
    ['default', '逾期本金按合同利率加收50.00%计收罚息'],
    ['misuse', '按合同利率加收100.00%计收罚息，与逾期并存时择其重，不并处'],
    ['compound interest', '未按期支付的利息按罚息利率计收复利'],
    ['charges', '费用：除利息外，贷款人不收取其他费用。'],
    ['yearly cost', '单利4.35%，内部收益率4.44%。'],
    ['order', '每笔还款按费用、罚息、复利、利息、本金的顺序清偿；逾期超过90天的，按本金'],
    ['repricing', '贷款人可提出调整利率或还款计划，经贷款人内部审批并书面通知借款人后执行'],
  ])('say the %s', (_, sentence) => {
    expect(textOf({})).toContain(sentence)
  })

  it('say how a floating rate is found and when it changes', () => {
    const ratePlan = { kind: 'lpr', tenor: '5y', spreadBp: -30, resets: 'quarter' } as const
    expect(textOf({ ratePlan })).toContain(
      '即2026年1月31日前最近一次公布的5年期以上贷款市场报价利率（全国银行间同业拆借中心 chinamoney.com.cn）减30个基点；每季度首日为重定价日',
    )
    expect(textOf({ ratePlan: { ...ratePlan, spreadBp: 85, resets: 'none' } })).toContain(
      '加85个基点；合同期内利率不变，',
    )
  })

  it('name each charge with who receives it, and none besides', () => {
    const fees: ServicingTerms['fees'] = [
      {
        code: 'service',
        name: '服务费',
        payee: '贷款人',
        charged: 'at-drawdown',
        basis: { kind: 'share', share: parseRate('0.5') },
      },
      {
        code: 'guarantee',
        name: '担保费',
        payee: '某担保公司',
        charged: 'each-instalment',
        basis: { kind: 'amount', amount: money(12_34) },
      },
    ]
    expect(served({ fees })).toContain(
      '费用：服务费放款金额的0.50%，放款时收取，收款方贷款人；担保费¥12.34，每期随还款收取，收款方某担保公司。合同未列明的费用不得收取。',
    )
  })

  it('say what repaying early costs, or that it is not allowed', () => {
    const { prepayment } = usualServicing
    expect(served({})).toContain('全部提前还清')
    expect(served({ prepayment: { ...prepayment, modes: [] } })).toContain(
      '未经贷款人同意，借款人不得提前还款',
    )
    const dear = {
      ...prepayment,
      fee: parseRate('1'),
      feeFreeAfterMonths: 12,
      minimum: money(1_00),
    }
    expect(served({ prepayment: dear })).toContain(
      '部分提前还款每次不少于¥1.00；按提前归还本金的1.00%收取补偿金，放款满12个月后免收',
    )
  })

  it('leave out what was not agreed', () => {
    expect(textOf({ allowsRepricing: false })).not.toContain('调整利率')
    const { penalty } = usualServicing
    expect(served({ penalty: { ...penalty, compounds: false } })).toContain('不计收复利')
    expect(served({ penalty: { ...penalty, graceDays: 3 } })).toContain('到期后3日内还清的不计罚息')
  })

  it('say graces and where due days on holidays go', () => {
    expect(textOf({ principalGrace: 6, interestGrace: 3, holidayRule: 'next' })).toContain(
      '共12期（前6期不还本金，前3期不付利息）。到期日遇法定节假日顺延至其后第一个工作日。',
    )
    expect(textOf({ frequency: 'days', every: 15 })).toContain('每15天还款')
  })
})
