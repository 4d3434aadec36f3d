import { defineWords } from '@banyan/ui/locale'

export const repricingWords = defineWords({
  zh: {
    title: '评级下降的贷款',
    statuses: { open: '待答复', adopted: '已提出调整', dismissed: '维持不变' },
    columns: {
      loan: '贷款',
      customer: '客户',
      grade: '评级',
      balance: '余额',
      rate: '年利率',
      foundOn: '发现日',
      owner: '负责人',
      answer: '答复',
    },
    externalCut: '外部下调',
    none: '没有待答复的贷款',
    noneHint:
      '客户再次评分而等级下降，或外部评级被下调时，在这里询问其贷款是否调整利率或还款计划。',
    adopt: '提出调整',
    adoptTitle: '提出调整利率或还款计划',
    adoptHint: '须合同允许，并经另一人批准后执行；批准前贷款不变。',
    dismiss: '维持不变',
    dismissTitle: '维持不变',
    dismissHint: '贷款按原约定执行，理由记入贷款记录。',
    suggested: (rate: string) => `建议年利率 ${rate}`,
    toConfirm: '须人工确认',
    suggestedWhy: (points: string, source: string) =>
      `每降一级加 ${points} 个基点（${source}），不超过产品最高利率`,
    note: '理由',
    propose: '提交待批',
    adopted: (number: string) => `已提交 ${number}，等待另一人批准`,
    dismissed: '已答复：维持不变',
  },
  en: {
    title: 'Loans whose borrower’s grade fell',
    statuses: { open: 'To answer', adopted: 'Change proposed', dismissed: 'Left as it is' },
    columns: {
      loan: 'Loan',
      customer: 'Customer',
      grade: 'Grade',
      balance: 'Balance',
      rate: 'Annual rate',
      foundOn: 'Found on',
      owner: 'Owner',
      answer: 'Answer',
    },
    externalCut: 'agency cut',
    none: 'No loan waits for an answer',
    noneHint:
      'When a customer’s score falls, or an agency cuts its rating, the loans are asked about here.',
    adopt: 'Change it',
    adoptTitle: 'Propose another rate or plan',
    adoptHint:
      'The contract has to allow it and another person to approve; until then the loan stays.',
    dismiss: 'Leave it',
    dismissTitle: 'Leave the loan as it is',
    dismissHint: 'The loan goes on as agreed; the reason is kept with it.',
    suggested: (rate: string) => `Suggested rate ${rate}`,
    toConfirm: 'to be confirmed by a person',
    suggestedWhy: (points: string, source: string) =>
      `${points} basis points a grade (${source}), never above the product’s highest rate`,
    note: 'Reason',
    propose: 'Submit for approval',
    adopted: (number: string) => `${number} submitted; another person has to approve`,
    dismissed: 'Answered: left as it is',
  },
})
