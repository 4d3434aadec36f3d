import { uuidv7 } from '@banyan/database'
import { addDays, type Day } from '@banyan/domain/calendar'
import { relationProblems } from '@banyan/domain/groups/relation'
import { money } from '@banyan/domain/money'
import type { NewRelationRow } from '../src/groups/relations.queries.ts'
import { type DemoBank, oneWith } from './bank.ts'
import { instantOn } from './business-time.ts'
import type { GroupPlan } from './groups.ts'
import type { Party } from './parties.ts'
import type { Random } from './random.ts'
import { type Tie, tiesOfGroup, tiesOfOfficers, tiesOfSingles } from './ties.ts'

/** A relation of the demo; of those with papers most were verified by a reviewer. */
export interface DemoRelationRow extends NewRelationRow {
  verifiedBy: string | null
  verifiedAt: Date | null
}

/** Every relation of the institution, each checked by the rule that entries are checked by. */
export function planRelations(
  bank: DemoBank,
  groups: readonly GroupPlan[],
  parties: readonly Party[],
): DemoRelationRow[] {
  const random = bank.random.fork('relations')
  const ties = [
    ...groups.flatMap((group) => tiesOfGroup(random, group)),
    ...tiesOfSingles(random, parties),
    ...tiesOfOfficers(random.fork('officers'), groups, parties),
  ]
  for (const { from, kind, amount } of ties) {
    if (kind === 'guarantee') from.guaranteesGiven = money(from.guaranteesGiven + (amount ?? 0))
  }
  return ties.map((tie) => relationRow(bank, random, tie))
}

function relationRow(bank: DemoBank, random: Random, tie: Tie): DemoRelationRow {
  const { from, to, kind, role = null, percent = null, amount = null, source, evidence } = tie
  const { incomePercent = null, dependencePercent = null } = tie
  const { institution, operator, time } = bank
  const reviewer = oneWith(bank, 'document-reviewer')
  const isVerified = evidence !== undefined && random.chance(0.7)
  const later: Day = from.createdOn > to.createdOn ? from.createdOn : to.createdOn
  const validFrom = addDays(time.first, -random.whole(30, 2500))
  const problems = relationProblems({
    from: from.number,
    to: to.number,
    kind,
    role,
    percent,
    votingPercent: percent,
    incomePercent,
    dependencePercent,
    amount,
    validFrom,
    validTo: null,
    source,
    evidence: evidence ?? '',
  })
  if (problems.length > 0) throw new Error(`a relation is wrong: ${JSON.stringify(problems)}`)
  return {
    institutionId: institution.id,
    id: uuidv7(),
    fromId: from.id,
    toId: to.id,
    kind,
    role,
    percent,
    votingPercent: percent,
    incomePercent,
    dependencePercent,
    amount,
    validFrom,
    validTo: null,
    knownFrom: instantOn(later),
    source,
    evidence: evidence ?? null,
    createdBy: operator.id,
    correctsId: null,
    reason: null,
    ...(isVerified
      ? { verifiedBy: reviewer.id, verifiedAt: instantOn(addDays(later, 9)) }
      : { verifiedBy: null, verifiedAt: null }),
  }
}
