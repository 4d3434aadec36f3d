import { addMonths, type Day } from '../calendar.ts'
import type { CollectionRules } from './collection-rules.ts'
import type { GuaranteeRefusal } from './contact-rules.ts'

export const noticeKinds = ['demand', 'guarantee-claim', 'acknowledgement', 'lawsuit'] as const
export type NoticeKind = (typeof noticeKinds)[number]

export interface ServedNotice {
  partyId: string
  kind: NoticeKind
  servedOn: Day
}

export interface ClaimedLoan {
  debtorId: string
  /** Who borrowed together with the debtor. */
  jointIds?: readonly string[]
  maturesOn: Day
  oldestUnpaidOn: Day
  guarantees: readonly { guarantorId: string; validFrom: Day; agreedTo: Day | null }[]
}

export type ClockKind = 'limitation' | 'guarantee-period'
export type ClockState = 'running' | 'used' | 'expired'

/** Until when a claim can be made against somebody; the last day is still in time. */
export interface ClaimClock {
  partyId: string
  kind: ClockKind
  basis: 'agreed' | 'six-months' | 'three-years'
  startsOn: Day
  endsOn: Day
  state: ClockState
  restartedOn: Day | null
}

type Terms = CollectionRules['clocks']

/**
 * The clocks of a loan that is not paid: limitation against the debtor (民法典 188–189, 195), the guarantee period of
 * each guarantor (692), and once a claim was made within it, limitation against that guarantor (694). A notice counts
 * when it was served while the clock ran; an acknowledgement starts it anew even afterwards (192). What was served on
 * one of those who borrowed together counts against all of them (法释〔2020〕17号, article 15).
 */
export function claimClocks(
  loan: ClaimedLoan,
  notices: readonly ServedNotice[],
  terms: Terms,
  on: Day,
): ClaimClock[] {
  const served = notices
    .filter(({ servedOn }) => servedOn <= on)
    .toSorted((a, b) => (a.servedOn < b.servedOn ? -1 : a.servedOn > b.servedOn ? 1 : 0))
  const of = (party: string) => served.filter(({ partyId }) => partyId === party)
  const from = terms.limitationFrom === 'maturity' ? loan.maturesOn : loan.oldestUnpaidOn
  const { debtorId, jointIds = [], guarantees } = loan
  const debtors = [debtorId, ...jointIds]
  const ofDebtors = served.filter(({ partyId }) => debtors.includes(partyId))
  return [
    ...debtors.map((partyId) => limitation(partyId, from, ofDebtors, terms, on)),
    ...guarantees.flatMap((guarantee) =>
      guarantorClocks(loan, guarantee, of(guarantee.guarantorId), terms, on),
    ),
  ]
}

function limitation(
  partyId: string,
  from: Day,
  notices: readonly ServedNotice[],
  { limitationMonths }: Terms,
  on: Day,
): ClaimClock {
  let [startsOn, endsOn] = [from, addMonths(from, limitationMonths)]
  let [restartedOn, isUsed]: [Day | null, boolean] = [null, false]
  for (const { kind, servedOn } of notices) {
    const counts = kind === 'acknowledgement' || servedOn <= endsOn
    if (!counts || kind === 'guarantee-claim') continue
    if (kind === 'lawsuit') isUsed = true
    if (servedOn < startsOn) continue
    restartedOn = servedOn
    startsOn = servedOn
    endsOn = addMonths(servedOn, limitationMonths)
  }
  const state = isUsed ? 'used' : endsOn < on ? 'expired' : 'running'
  return { partyId, kind: 'limitation', basis: 'three-years', startsOn, endsOn, state, restartedOn }
}

/** Agreed ends that are not after maturity are none (692): the period is then six months from maturity. */
export function guaranteePeriod(
  { maturesOn }: Pick<ClaimedLoan, 'maturesOn'>,
  agreedTo: Day | null,
  { guaranteeMonths }: Pick<Terms, 'guaranteeMonths'>,
): { endsOn: Day; basis: 'agreed' | 'six-months' } {
  return agreedTo !== null && agreedTo > maturesOn
    ? { endsOn: agreedTo, basis: 'agreed' }
    : { endsOn: addMonths(maturesOn, guaranteeMonths), basis: 'six-months' }
}

function guarantorClocks(
  loan: ClaimedLoan,
  { guarantorId, agreedTo }: ClaimedLoan['guarantees'][number],
  notices: readonly ServedNotice[],
  terms: Terms,
  on: Day,
): ClaimClock[] {
  const { endsOn, basis } = guaranteePeriod(loan, agreedTo, terms)
  const claim = notices.find(
    ({ kind, servedOn }) =>
      (kind === 'guarantee-claim' || kind === 'lawsuit') && servedOn <= endsOn,
  )
  const period: ClaimClock = {
    partyId: guarantorId,
    kind: 'guarantee-period',
    basis,
    startsOn: loan.maturesOn,
    endsOn,
    state: claim ? 'used' : endsOn < on ? 'expired' : 'running',
    restartedOn: claim?.servedOn ?? null,
  }
  if (!claim) return [period]
  const after = notices.filter(({ servedOn }) => servedOn >= claim.servedOn)
  return [period, limitation(guarantorId, claim.servedOn, after, terms, on)]
}

/** Why nothing can be claimed from a guarantor on a day: the guarantee has not begun, or its period or limitation is over. */
export function guaranteeRefusal(
  loan: ClaimedLoan,
  guarantorId: string,
  notices: readonly ServedNotice[],
  terms: Terms,
  on: Day,
): GuaranteeRefusal | null {
  const held = loan.guarantees.find((each) => each.guarantorId === guarantorId)
  if (!held || held.validFrom > on) return 'guarantee-not-in-force'
  const clocks = claimClocks(loan, notices, terms, on).filter(
    ({ partyId }) => partyId === guarantorId,
  )
  return clocks.some(({ state }) => state === 'expired') ? 'guarantee-period-over' : null
}
