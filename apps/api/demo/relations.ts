import { uuidv7 } from '@banyan/database'
import { addDays, type Day } from '@banyan/domain/calendar'
import { type RelationKind, relationProblems } from '@banyan/domain/groups/relation'
import { type Money, money } from '@banyan/domain/money'
import { type Rate, rate } from '@banyan/domain/rate'
import type { NewRelationRow } from '../src/groups/relations.queries.ts'
import type { DemoBank } from './bank.ts'
import { instantOn } from './business-time.ts'
import { type GroupPlan, ringPlaces } from './groups.ts'
import type { Party } from './parties.ts'
import { at, type Random } from './random.ts'

interface Tie {
  from: Party
  to: Party
  kind: RelationKind
  percent?: Rate
  amount?: Money
  source: string
  evidence?: string
}

const tenThousand = 1_000_000

/** Every relation of the institution, each checked by the rule that entries are checked by. */
export function planRelations(
  bank: DemoBank,
  groups: readonly GroupPlan[],
  parties: readonly Party[],
): NewRelationRow[] {
  const random = bank.random.fork('relations')
  const ties = [
    ...groups.flatMap((group) => holdingsOf(group)),
    ...groups.filter(({ part }) => part === 'guaranteeCircle').flatMap((group) => ringOf(group)),
    ...tiesOfSingles(random, parties),
  ]
  for (const { from, kind, amount } of ties) {
    if (kind === 'guarantee') from.guaranteesGiven = money(from.guaranteesGiven + (amount ?? 0))
  }
  return ties.map((tie) => relationRow(bank, random, tie))
}

function holdingsOf({ members, shares }: GroupPlan): Tie[] {
  return shares.map(({ holder, held, percent }) => ({
    from: at(members, holder),
    to: at(members, held),
    kind: 'ownership',
    percent: rate(Math.round(percent * 100) * 10_000),
    source: '工商登记',
    evidence: '公司章程及股东名册',
  }))
}

/** Six that guarantee each other round and round, and one more at the end of a chain. */
function ringOf({ members }: GroupPlan): Tie[] {
  const guarantee = (from: number, to: number): Tie => ({
    from: at(members, from),
    to: at(members, to),
    kind: 'guarantee',
    amount: money(300 * tenThousand),
    source: '保证合同',
    evidence: '最高额保证合同',
  })
  const ring = ringPlaces.map((place, index) =>
    guarantee(place, at(ringPlaces, (index + 1) % ringPlaces.length)),
  )
  return [...ring, guarantee(9, ringPlaces[0])]
}

/** Families, officers, guarantees, neighbours and trade among those who stand in no group. */
function tiesOfSingles(random: Random, parties: readonly Party[]): Tie[] {
  const singles = parties.filter(({ group, status }) => group === null && status === 'active')
  const people = random.shuffled(singles.filter(({ details }) => details.kind === 'person'))
  const companies = random.shuffled(singles.filter(({ details }) => details.kind === 'company'))
  const ties: Tie[] = []
  for (let index = 0; index + 1 < people.length * 0.16; index += 2) {
    const [from, to] = [at(people, index), at(people, index + 1)]
    ties.push({ from, to, kind: 'family', source: '客户申报', evidence: '户口簿' })
    if (random.chance(0.15)) ties.push({ from, to, kind: 'same-address', source: '系统识别' })
  }
  for (const [index, to] of companies.entries()) {
    const from = people[people.length - 1 - index]
    if (!from) break
    if (random.chance(0.6)) ties.push({ from, to, kind: 'officer', source: '工商登记' })
    if (random.chance(0.25)) ties.push(personalGuarantee(random, from, to))
    const next = companies[index + 1]
    if (next && random.chance(0.3)) ties.push({ from: to, to: next, kind: 'trade', source: '发票' })
  }
  return ties
}

function personalGuarantee(random: Random, from: Party, to: Party): Tie {
  const amount = money(random.whole(2, 40) * 5 * tenThousand)
  return { from, to, kind: 'guarantee', amount, source: '保证合同' }
}

function relationRow(bank: DemoBank, random: Random, tie: Tie): NewRelationRow {
  const { from, to, kind, percent = null, amount = null, source, evidence } = tie
  const { institution, operator, time } = bank
  const later: Day = from.createdOn > to.createdOn ? from.createdOn : to.createdOn
  const validFrom = addDays(time.first, -random.whole(30, 2500))
  const problems = relationProblems({
    from: from.number,
    to: to.number,
    kind,
    percent,
    votingPercent: percent,
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
    role: null,
    percent,
    votingPercent: percent,
    incomePercent: null,
    dependencePercent: null,
    amount,
    validFrom,
    validTo: null,
    knownFrom: instantOn(later),
    source,
    evidence: evidence ?? null,
    createdBy: operator.id,
    correctsId: null,
    reason: null,
  }
}
