import { defineWords } from '@banyan/ui/locale'

export const portfolioWords = defineWords({
  zh: {
    title: '资产质量',
    balance: '贷款余额',
    loans: '在贷笔数',
    nonPerforming: '不良率',
    nonPerformingBalance: '不良余额',
    overdue: '逾期率',
    overdue30: '逾期 30+',
    formulas: {
      nonPerforming:
        '不良率 = 次级、可疑、损失三类余额 ÷ 贷款余额。五级按逾期天数划分，非报送口径。',
      overdue: '逾期率 = 有任何未还到期款的借据的全部余额 ÷ 贷款余额。',
      overdue30: '逾期 30+ = 最早未还期逾期超过 30 天的借据的全部余额 ÷ 贷款余额。',
    },
    months: '正常以下各级占比',
    monthsNote: '36 个月月末 · 占余额 · 点任一段看借据',
    monthsSummary: '近 36 个月月末关注、次级、可疑、损失四级占余额的比例。竖线为一年期 LPR 调整。',
    month: '月末',
    bands: '逾期天数分布',
    bandsNote: '在贷借据余额 · 按最早未还期',
    band: '逾期天数',
    count: '笔数',
    loansOf: (count: string) => `${count} 笔`,
    bandsSummary: (count: string) => `${count} 笔逾期借据按逾期天数的余额。`,
    empty: '所选范围没有贷款',
  },
  en: {
    title: 'Asset quality',
    balance: 'Loan balance',
    loans: 'Loans in force',
    nonPerforming: 'NPL ratio',
    nonPerformingBalance: 'NPL balance',
    overdue: 'Overdue',
    overdue30: 'Overdue 30+',
    formulas: {
      nonPerforming:
        'NPL ratio = balance of substandard, doubtful and loss ÷ loan balance. Tiers by days past due, not for filing.',
      overdue: 'Overdue = whole balance of loans with anything past due ÷ loan balance.',
      overdue30:
        'Overdue 30+ = whole balance of loans whose oldest unpaid instalment is more than 30 days late ÷ loan balance.',
    },
    months: 'Tiers below normal',
    monthsNote: 'ends of 36 months · share of balance · click a part for its loans',
    monthsSummary:
      'Shares of the balance in special mention, substandard, doubtful and loss at the ends of 36 months. Vertical lines mark changes of the one-year LPR.',
    month: 'Month end',
    bands: 'Days past due',
    bandsNote: 'balance of loans in force · by oldest unpaid instalment',
    band: 'Days past due',
    count: 'Loans',
    loansOf: (count: string) => `${count} loans`,
    bandsSummary: (count: string) => `Balance of ${count} loans past due, by days.`,
    empty: 'No loans in this selection',
  },
})
