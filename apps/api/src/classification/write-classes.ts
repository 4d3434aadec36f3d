import { uuidv7 } from '@banyan/database'
import { addDays, type Day } from '@banyan/domain/calendar'
import { isNonPerforming } from '@banyan/domain/classification/tiers'
import type { Recorder } from '../audit/record-audit.ts'
import type { ClassedClaim, Place } from './class-claims.ts'
import type { Claim } from './claims.queries.ts'
import { insertCases } from './cases/cases.queries.ts'
import type { RulesInForce } from './rules/rules-in-force.ts'
import {
  changeTiers,
  closeLoanClasses,
  insertClassResults,
  setLoanClasses,
} from './write-classes.queries.ts'

export type Writer = Place & Pick<Recorder, 'now'>

export interface Written {
  tiersChanged: number
  /** Claims that came into 不良. */
  impaired: Claim[]
}

/** Does a result say something else than the row of its loan did? */
function isNews({ claim, result, stage, claimTier }: ClassedClaim): boolean {
  return (
    claim.tier !== result.tier ||
    claim.stage !== stage ||
    claim.otherFloor !== result.otherFloor ||
    (claim.claimTier ?? claim.tier) !== claimTier ||
    (claim.tierBasis === 'by-days' && result.rulesHit.length > 0)
  )
}

/** A case is to be decided within so many days. */
const daysOfCase = 7

const rowOf = (institutionId: string, day: Day, classed: ClassedClaim) => {
  const { claim, result, claimTier, stage, allowance, nextTierOn, defaultedOn } = classed
  return {
    institutionId,
    id: claim.id,
    tier: result.tier,
    tierBasis: 'rules' as const,
    claimTier,
    otherFloor: result.otherFloor,
    manualTier: result.manual,
    stage,
    allowance,
    nextTierOn,
    defaultedOn,
    classedOn: day,
  }
}

const idOf = ({ claim }: ClassedClaim) => claim.id

interface On {
  day: Day
  at: Date
}

/** Results that say something new, with their facts and evidence. */
async function keepResults(
  { tx, institution }: Writer,
  { day, at }: On,
  { classed, inForce }: Classes,
): Promise<void> {
  const rows = classed
    .filter(isNews)
    .map(({ claim, facts, result, stage, stageReasons, claimTier }) => ({
      institutionId: institution.id,
      id: uuidv7(),
      loanId: claim.id,
      day,
      at,
      tier: result.tier,
      stage,
      body: JSON.stringify({ facts, result, stageReasons, claimTier, previous: claim.tier }),
      ruleVersionId: inForce.rulesVersion?.id ?? null,
    }))
  await insertClassResults(tx, rows)
}

/** Cases in which people confirm new tiers. */
async function openCases(
  { tx, institution }: Writer,
  { day, at }: On,
  toConfirm: readonly ClassedClaim[],
): Promise<void> {
  const rows = toConfirm.map(({ claim, result }) => ({
    institutionId: institution.id,
    id: uuidv7(),
    loanId: claim.id,
    kind: 'confirmation' as const,
    status: 'initial' as const,
    systemTier: result.tier,
    tier: result.tier,
    openedOn: day,
    openedAt: at,
    dueOn: addDays(day, daysOfCase),
  }))
  await insertCases(tx, rows)
}

interface Classes {
  classed: ClassedClaim[]
  closed: Claim[]
  inForce: RulesInForce
}

/**
 * Writes the classes of a day: rows, history, results with their evidence, and the cases for people
 * where the rules have new tiers confirmed; `decided` are claims whose tier people have just set.
 */
export async function writeClasses(
  writer: Writer,
  day: Day,
  classes: Classes,
  decided: ReadonlySet<string> = new Set(),
): Promise<Written> {
  const { tx, institution, now } = writer
  const { classed, closed, inForce } = classes
  const on = { day, at: now() }
  const rows = classed.map((each) => rowOf(institution.id, day, each))
  const changed = classed.filter(({ claim, result }) => claim.tier !== result.tier)
  await setLoanClasses(tx, rows, changed.map(idOf))
  const closedIds = closed.map(({ id }) => id)
  await closeLoanClasses(tx, institution.id, closedIds)
  const changes = changed.map(({ claim, result, daysPastDue }) => ({
    id: claim.id,
    tier: result.tier,
    daysPastDue,
  }))
  await changeTiers(tx, institution.id, { ...on, changes })
  await keepResults(writer, on, classes)
  const { confirmIn } = inForce.rules
  const toConfirm = changed.filter(
    ({ claim, facts }) => confirmIn.includes(facts.scope) && !decided.has(claim.id),
  )
  await openCases(writer, on, toConfirm)
  const impaired = changed
    .filter(({ claim, result }) => !isNonPerforming(claim.tier) && isNonPerforming(result.tier))
    .map(({ claim }) => claim)
  return { tiersChanged: changed.length, impaired }
}
