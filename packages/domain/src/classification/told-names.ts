import type { refinancings, Scope } from './facts.ts'
import type { Tier } from './tiers.ts'
import { tiers } from './tiers.ts'

/** Names a fact goes by when it is typed or piped in; the first is the one the reference uses. */
export const toldNames = {
  asOf: ['on', 'date', 'asOfDate'],
  scope: ['segment', 'kind'],
  isSmallMicro: ['smallMicro'],
  daysPastDue: ['dpd', 'overdueDays', 'daysOverdue'],
  isTechnicalOverdue: ['technicalOverdue', 'isTechnical', 'technical', 'operationalError'],
  missedPeriods: ['missedInstalments', 'missedInstallments'],
  isUseChanged: ['useChanged', 'changedUse', 'purposeChanged'],
  refinancing: ['refinanced', 'refinancingKind'],
  stage: ['eclStage'],
  isCreditImpaired: ['creditImpaired', 'impaired'],
  eclShare: ['eclRatio', 'expectedLossShare', 'eclPercent'],
  ecl: ['expectedLoss', 'eclAmount'],
  balance: ['bookBalance'],
  ownNplShare: ['ownNonPerformingShare', 'ownNplPercent'],
  ownNpl: ['ownNplBalance', 'nplHere'],
  ownTotal: ['ownBalance', 'totalHere'],
  allBank90Share: ['allBanks90Share', 'allBankOver90Share', 'allBank90Percent'],
  allBank90: ['allBanks90', 'allBankOver90'],
  allBankTotal: ['allBanksTotal', 'allBankDebts'],
  isNonPerformingElsewhere: ['nplElsewhere', 'otherBankNpl', 'debtorNpl', 'hasOtherNpl'],
  isEnhanced: ['creditEnhanced', 'enhancement'],
  isRatingCut: ['ratingCut', 'ratingDowngraded'],
  evadesDebt: ['debtEvasion', 'evasion'],
  isInLiquidation: ['bankruptcyLiquidation', 'inLiquidation', 'liquidation', 'bankruptcy'],
  mergedOn: ['mergerOn'],
  hasImpairedAsset: ['debtorHasImpairedAsset', 'otherImpairedAsset'],
  restructured: ['restructuring', 'inObservation'],
  restructuredOn: [],
  firstDueOn: [],
  interval: ['frequency'],
  intervalMonths: ['repaymentIntervalMonths'],
  intervalDays: [],
  again: ['isAgain', 'restructuredAgain'],
  difficultyOver: ['isDifficultyOver', 'difficultySolved'],
  missedOn: ['missedDates'],
  guarantee: ['collateral', 'guaranteeKind'],
  previous: ['previousTier', 'prev', 'prevTier'],
  arrearsClearedOn: ['clearedOn', 'arrearsCleared'],
  payments: ['paymentHistory'],
  isAbleToPerform: ['ableToPerform'],
  isByDaysMethod: ['byDaysMethod'],
  manual: ['manualTier'],
  matrix: ['smallEnterpriseMatrix'],
  looserObservation: [],
} as const satisfies Record<string, readonly string[]>
export type ToldName = keyof typeof toldNames

const plain = (name: string): string => name.toLowerCase().replaceAll(/[^a-z0-9\u4e00-\u9fff]/g, '')

const byName = new Map<string, ToldName>(
  Object.entries(toldNames).flatMap(([name, others]) =>
    [name, ...others].map((each) => [plain(each), name as ToldName]),
  ),
)

/** The fact a field means, whatever its case and separators; undefined for a name unknown. */
export function nameTold(field: string): ToldName | undefined {
  return byName.get(plain(field))
}

const tierNames: Record<Tier, readonly string[]> = {
  normal: ['正常', '正常类', '1', '01', 'pass'],
  'special-mention': ['关注', '关注类', '2', '02'],
  substandard: ['次级', '次级类', '3', '03'],
  doubtful: ['可疑', '可疑类', '4', '04'],
  loss: ['损失', '损失类', '5', '05'],
}
const scopeNames: Record<Scope, readonly string[]> = {
  'non-retail': ['corporate', 'corp', 'company', '非零售', '对公', '公司'],
  retail: ['personal', 'person', 'individual', '零售', '个人'],
  'small-micro': ['sme', 'micro', 'smallmicro', '小微'],
  card: ['creditcard', 'cards', '信用卡'],
}
const refinancingNames: Record<(typeof refinancings)[number], readonly string[]> = {
  none: ['false', 'no', '无'],
  'new-for-old': ['true', 'yes', '借新还旧', 'evergreen', 'refinancing', 'refinanced'],
  'other-debt': ['debt', '其他债务融资'],
  bond: ['bonds', '债券'],
  renewal: ['compliantrenewal', 'qualifyingrenewal', '续贷', '无还本续贷', '小微续贷'],
}
const guaranteeNames = {
  credit: ['信用', 'unsecured', 'none'],
  guarantee: ['保证', 'guaranteed'],
  mortgage: ['抵押', 'mortgaged'],
  pledge: ['质押', 'pledged', 'cash'],
}
const intervalNames: Record<string, { months: number } | { days: number }> = {
  monthly: { months: 1 },
  quarterly: { months: 3 },
  'half-yearly': { months: 6 },
  'semi-annual': { months: 6 },
  semiannual: { months: 6 },
  yearly: { months: 12 },
  annual: { months: 12 },
  weekly: { days: 7 },
}

function oneOf(names: Record<string, readonly string[]>, value: unknown): unknown {
  const text = plain(String(value))
  const found = Object.entries(names).find(
    ([name, others]) => plain(name) === text || others.includes(text),
  )
  return found?.[0] ?? value
}

export const tierTold = (value: unknown) => oneOf(tierNames, value)
export const scopeTold = (value: unknown) => oneOf(scopeNames, value)
export const refinancingTold = (value: unknown) => oneOf(refinancingNames, value)
export const guaranteeTold = (value: unknown) => oneOf(guaranteeNames, value)
export const intervalTold = (value: unknown) => intervalNames[String(value)] ?? value

/** The name of a tier as a bank writes it. */
export function chineseName(tier: Tier): string {
  return tierNames[tier][0] ?? tier
}

/** 1 to 5, as the returns count them. */
export const tierCode = (tier: Tier): number => tiers.indexOf(tier) + 1
