/** What a warning rule can measure, and in which unit. */
export const measureUnits = {
  'days-past-due': 'days',
  'late-share': 'rate',
  'last-minute-share': 'rate',
  'later-each-time': 'count',
  tier: 'rank',
  'grade-fall': 'count',
  events: 'count',
  'event-amount': 'money',
  'register-changes': 'count',
  'register-status-lost': 'flag',
  ratio: 'rate',
  'inflow-drop': 'rate',
  dependence: 'rate',
  'guarantee-burden': 'rate',
  'expired-papers': 'count',
  'covenant-breaches': 'count',
  'missed-inspections': 'count',
  'inspection-conclusion': 'rank',
  'unanswered-updates': 'count',
  'broken-promises': 'count',
  'false-material': 'count',
} as const
export type Measure = keyof typeof measureUnits
export type MeasureUnit = (typeof measureUnits)[Measure]
export const measureNames = Object.keys(measureUnits) as [Measure, ...Measure[]]

/** The ratios of a statement that a rule or a covenant can name. */
export const watchedRatios = [
  'currentRatio',
  'quickRatio',
  'cashRatio',
  'debtToAssets',
  'debtToEquity',
  'interestBearingDebtToAssets',
  'interestCover',
  'cashInterestCover',
  'debtServiceCover',
  'grossMargin',
  'netMargin',
  'returnOnEquity',
  'returnOnAssets',
  'cashFlowToCurrentLiabilities',
  'revenueGrowth',
  'profitGrowth',
  'assetGrowth',
] as const
