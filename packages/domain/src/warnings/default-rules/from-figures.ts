import type { WarningRule } from '../warning-rules.ts'
import { aRule, company, percent } from './a-rule.ts'

export const fromFigures: readonly WarningRule[] = [
  aRule(
    'debt-too-high',
    ['资产负债率过高', 'Too much debt'],
    'ratio',
    {
      yellow: 70 * percent,
      orange: 80 * percent,
      red: 100 * percent,
    },
    { ...company, ratio: 'debtToAssets' },
  ),
  aRule(
    'liquidity-low',
    ['流动比率过低', 'Low liquidity'],
    'ratio',
    { yellow: 100 * percent, orange: 70 * percent },
    {
      ...company,
      direction: 'at-most',
      ratio: 'currentRatio',
    },
  ),
  aRule(
    'service-cover-low',
    ['偿债保障不足', 'Debt service not covered'],
    'ratio',
    { yellow: 120 * percent, orange: 100 * percent },
    {
      ...company,
      direction: 'at-most',
      ratio: 'debtServiceCover',
    },
  ),
  aRule(
    'revenue-fallen',
    ['销售收入下滑', 'Revenue has fallen'],
    'ratio',
    { yellow: -20 * percent, orange: -30 * percent },
    {
      ...company,
      direction: 'at-most',
      ratio: 'revenueGrowth',
    },
  ),
  aRule(
    'loss-made',
    ['亏损', 'Makes a loss'],
    'ratio',
    { orange: -1 },
    {
      ...company,
      direction: 'at-most',
      ratio: 'netMargin',
    },
  ),
  aRule('inflow-fallen', ['结算流入下降', 'Inflow has fallen'], 'inflow-drop', {
    yellow: 30 * percent,
    orange: 50 * percent,
    red: 80 * percent,
  }),
  aRule(
    'concentrated',
    ['交易对手集中', 'Depends on one party'],
    'dependence',
    { yellow: 50 * percent, orange: 80 * percent },
    company,
  ),
  aRule(
    'guarantees-heavy',
    ['对外担保过重', 'Heavy guarantees given'],
    'guarantee-burden',
    { yellow: 50 * percent, orange: 100 * percent },
    company,
  ),
]
