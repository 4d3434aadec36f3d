import type { WarningRule } from '../warning-rules.ts'
import { aRule } from './a-rule.ts'

export const fromOurFiles: readonly WarningRule[] = [
  aRule('papers-expired', ['证照或证件过期', 'Papers expired'], 'expired-papers', { yellow: 1 }),
  aRule('covenant-breached', ['违反约定条款', 'Covenant breached'], 'covenant-breaches', {
    orange: 1,
    red: 3,
  }),
  aRule('inspection-missed', ['贷后检查逾期', 'Inspection missed'], 'missed-inspections', {
    yellow: 1,
    orange: 2,
  }),
  aRule(
    'inspection-bad',
    ['检查发现问题', 'Inspection found trouble'],
    'inspection-conclusion',
    { yellow: 1, orange: 2 },
    {
      windowDays: 180,
    },
  ),
  aRule('file-unanswered', ['资料更新无回应', 'File update unanswered'], 'unanswered-updates', {
    yellow: 1,
  }),
  aRule('papers-false', ['虚假材料', 'False papers'], 'false-material', { red: 1 }),
]
