import { percent } from './default-rules/a-rule.ts'
import { fromFigures } from './default-rules/from-figures.ts'
import { fromOurFiles } from './default-rules/from-our-files.ts'
import { fromOutside } from './default-rules/from-outside.ts'
import { fromRepayments } from './default-rules/from-repayments.ts'
import type { WarningRules } from './warning-rules.ts'

/** In force wherever an institution has decided nothing else; every figure is to be confirmed by a person. */
export const defaultWarningRules: WarningRules = {
  rules: [...fromRepayments, ...fromOutside, ...fromFigures, ...fromOurFiles],
  clocks: {
    yellow: { takeWithinDays: 5, settleWithinDays: 30 },
    orange: { takeWithinDays: 3, settleWithinDays: 15 },
    red: { takeWithinDays: 1, settleWithinDays: 7 },
  },
  escalation: ['branch-approver', 'risk-officer', 'head-office-approver'],
  propagation: {
    group: { yellow: null, orange: 'yellow', red: 'orange' },
    guarantee: { yellow: null, orange: null, red: 'orange' },
  },
  releasedBy: {
    yellow: ['post-loan-officer', 'branch-approver', 'risk-officer', 'head-office-approver'],
    orange: ['branch-approver', 'risk-officer', 'head-office-approver'],
    red: ['risk-officer', 'head-office-approver'],
  },
  suggestion: {
    limitShare: { watch: 100 * percent, high: 70 * percent },
    spreadBp: { watch: 20, high: 50 },
    monthsWithoutArrears: 6,
    defaultDays: 91,
  },
}

/** Rules that no evaluation reaches: they are what a warning of somebody else becomes. */
export const spreadRules = {
  group: {
    code: 'group-member-warned',
    name: { zh: '集团成员预警', en: 'A member of the group is warned of' },
  },
  guarantor: {
    code: 'guarantor-troubled',
    name: { zh: '保证人预警', en: 'The guarantor is in trouble' },
  },
  debtor: {
    code: 'guaranteed-troubled',
    name: { zh: '被担保人预警', en: 'The party guaranteed is in trouble' },
  },
} as const
export type SpreadVia = keyof typeof spreadRules
