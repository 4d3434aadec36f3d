import { deliveredSources } from '../../delivered-sources.ts'
import type { WarningRule } from '../warning-rules.ts'
import { aRule, company, year } from './a-rule.ts'

export const fromOutside: readonly WarningRule[] = [
  aRule(
    'register-changed',
    ['工商信息变更', 'Register says otherwise'],
    'register-changes',
    { yellow: 1, orange: 3 },
    {
      ...company,
      windowDays: 180,
    },
  ),
  aRule(
    'register-lost',
    ['登记状态异常', 'No longer in business'],
    'register-status-lost',
    { red: 1 },
    company,
  ),
  aRule(
    'sued',
    ['涉诉', 'Sued'],
    'events',
    { yellow: 1, orange: 3 },
    {
      ...year,
      eventKinds: ['lawsuit'],
    },
  ),
  aRule(
    'sued-for-much',
    ['大额涉诉', 'Sued for a large amount'],
    'event-amount',
    { orange: 100_000_000, red: 1_000_000_000 },
    {
      ...year,
      eventKinds: ['lawsuit', 'enforcement'],
    },
  ),
  aRule(
    'enforced',
    ['被执行、失信或账户冻结', 'Enforced against'],
    'events',
    { red: 1 },
    {
      ...year,
      eventKinds: ['enforcement', 'dishonest-debtor', 'account-frozen'],
    },
  ),
  aRule(
    'operation-troubled',
    ['经营异常', 'Operation troubled'],
    'events',
    { orange: 1, red: 2 },
    {
      ...year,
      eventKinds: ['halted-production', 'accident', 'penalty', 'key-person-missing'],
    },
  ),
  aRule(
    'contact-lost',
    ['地址或电话失联', 'Address or phone lost'],
    'events',
    { orange: 1, red: 2 },
    {
      ...year,
      eventKinds: ['contact-lost', 'address-lost'],
    },
  ),
  aRule(
    'rating-cut',
    ['外部评级下调', 'External rating cut'],
    'events',
    { orange: 1 },
    {
      ...year,
      eventKinds: ['rating-cut'],
    },
  ),
  aRule(
    'flow-back',
    ['资金回流或挪用嫌疑', 'Money flowing back'],
    'events',
    { orange: 1, red: 2 },
    {
      ...year,
      eventKinds: ['capital-flow-back', 'misuse-suspected', 'misused'],
      source: deliveredSources.workingCapital.zh,
    },
  ),
  aRule(
    'business-changed',
    ['股权或行业变化', 'Owners or industry changed'],
    'events',
    { yellow: 1 },
    {
      ...year,
      eventKinds: ['equity-change', 'industry-change'],
    },
  ),
]
