import { deliveredSources } from '../../delivered-sources.ts'
import type { WarningRule } from '../warning-rules.ts'
import { aRule, company, percent, year } from './a-rule.ts'

export const fromRepayments: readonly WarningRule[] = [
  aRule(
    'overdue',
    ['逾期', 'Overdue'],
    'days-past-due',
    { yellow: 1, orange: 31, red: 91 },
    { source: deliveredSources.lateDays.zh },
  ),
  aRule(
    'often-late',
    ['多次迟延还款', 'Often late'],
    'late-share',
    { yellow: 25 * percent, orange: 50 * percent },
    { ...year, least: 4 },
  ),
  aRule(
    'last-minute',
    ['总在到期日当天还款', 'Pays on the last day only'],
    'last-minute-share',
    { yellow: 100 * percent },
    { ...year, least: 12, ...company, isActive: false },
  ),
  aRule(
    'later-each-time',
    ['还款一期比一期晚', 'Later each time'],
    'later-each-time',
    { yellow: 2, orange: 3 },
    year,
  ),
  aRule(
    'tier-fallen',
    ['分类下迁', 'Class has fallen'],
    'tier',
    { orange: 3, red: 4 },
    {
      source: deliveredSources.tiers.zh,
    },
  ),
  aRule(
    'grade-fallen',
    ['评级下降', 'Grade has fallen'],
    'grade-fall',
    { yellow: 1, orange: 2 },
    year,
  ),
  aRule(
    'restructured',
    ['因困难重组', 'Restructured for want of means'],
    'events',
    { orange: 1, red: 2 },
    {
      ...year,
      eventKinds: ['restructured'],
      source: deliveredSources.restructured.zh,
    },
  ),
  aRule(
    'promise-broken',
    ['承诺未兑现', 'Promise broken'],
    'broken-promises',
    { orange: 1, red: 3 },
    {
      windowDays: 180,
    },
  ),
]
