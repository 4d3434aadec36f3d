import type { RelationKind, RelationRole } from '@banyan/domain/groups/relation'
import { type Money, money } from '@banyan/domain/money'
import { type Rate, rate } from '@banyan/domain/rate'
import { type GroupPlan, ringPlaces } from './groups.ts'
import type { Party } from './parties.ts'
import { at, type Random } from './random.ts'

/** One relation to be written down, before its days are drawn. */
export interface Tie {
  from: Party
  to: Party
  kind: RelationKind
  role?: RelationRole
  percent?: Rate
  incomePercent?: Rate
  dependencePercent?: Rate
  amount?: Money
  source: string
  evidence?: string
}

const tenThousand = 1_000_000
const registry = { source: '工商登记', evidence: '公司章程及股东名册' }

/** The shares of the planned shape, and what a group has beside them, by its part. */
export function tiesOfGroup(random: Random, group: GroupPlan): Tie[] {
  const holdings = group.shares.map(({ holder, held, percent }): Tie => ({
    from: at(group.members, holder),
    to: at(group.members, held),
    kind: 'ownership',
    percent: rate(Math.round(percent * 100) * 10_000),
    ...registry,
  }))
  if (group.part === 'guaranteeCircle') return [...holdings, ...ringOf(group)]
  if (group.part === 'crossHolding') return [...holdings, ...agreementsOf(group)]
  return group.part === 'ordinary' ? [...holdings, ...chainOf(random, group)] : holdings
}

/** Six that guarantee each other round and round, and one more at the end of a chain. */
function ringOf({ members }: GroupPlan): Tie[] {
  const ring = ringPlaces.map((place, index) => {
    const next = at(ringPlaces, (index + 1) % ringPlaces.length)
    return guarantee(at(members, place), at(members, next), 300)
  })
  return [...ring, guarantee(at(members, 9), at(members, ringPlaces[0]), 300)]
}

/** Votes that shares do not tell: an agreement of control, and two who act in concert. */
function agreementsOf({ members }: GroupPlan): Tie[] {
  const last = members.length - 1
  return [
    {
      from: at(members, 1),
      to: at(members, last),
      kind: 'control',
      source: '客户申报',
      evidence: '控制协议（2024）',
    },
    {
      from: at(members, last - 1),
      to: at(members, last - 2),
      kind: 'concerted-action',
      source: '客户申报',
      evidence: '一致行动协议',
    },
    {
      from: at(members, last - 3),
      to: at(members, 2),
      kind: 'trade',
      role: 'income',
      dependencePercent: rate(58_000_000),
      source: '发票',
      evidence: '增值税发票汇总',
    },
  ]
}

/** In some groups one member stands for several, and a chain of guarantees runs on from there. */
function chainOf(random: Random, { members }: GroupPlan): Tie[] {
  if (members.length < 8 || !random.chance(0.3)) return []
  const amount = () => random.whole(1, 10) * 50
  const hub = [1, 2, 3].map((place) => guarantee(at(members, 0), at(members, place), amount()))
  const chain = [3, 4, 5].map((place) =>
    guarantee(at(members, place), at(members, place + 1), amount()),
  )
  return [...hub, ...chain]
}

/** `wan`: in units of ten thousand yuan. */
function guarantee(from: Party, to: Party, wan: number): Tie {
  return {
    from,
    to,
    kind: 'guarantee',
    amount: money(wan * tenThousand),
    source: '保证合同',
    evidence: '最高额保证合同',
  }
}

const familyRoles = [
  ['spouse', 6],
  ['parent-child', 3],
  ['sibling', 1],
] as const
const officerRoles = [
  ['legal-representative', 6],
  ['executive', 3],
  ['supervisor', 1],
] as const

/** Families, officers, guarantees, neighbours and trade among those who stand in no group. */
export function tiesOfSingles(random: Random, parties: readonly Party[]): Tie[] {
  const singles = parties.filter(({ group, status }) => group === null && status === 'active')
  const people = random.shuffled(singles.filter(({ details }) => details.kind === 'person'))
  const companies = random.shuffled(singles.filter(({ details }) => details.kind === 'company'))
  const ties: Tie[] = []
  for (let index = 0; index + 1 < people.length * 0.16; index += 2) {
    const [from, to] = [at(people, index), at(people, index + 1)]
    const role = random.weighted(familyRoles)
    ties.push({ from, to, kind: 'family', role, source: '客户申报', evidence: '户口簿' })
    if (random.chance(0.15)) ties.push({ from, to, kind: 'same-address', source: '系统识别' })
    if (random.chance(0.05))
      ties.push({ from, to, kind: 'same-contact', role: 'phone', source: '系统识别' })
  }
  for (const [index, to] of companies.entries()) {
    const from = people[people.length - 1 - index]
    if (!from) break
    if (random.chance(0.6)) {
      const role = random.weighted(officerRoles)
      ties.push({ from, to, kind: 'officer', role, source: '工商登记' })
    }
    if (random.chance(0.25)) ties.push(guarantee(from, to, random.whole(2, 40) * 5))
    const next = companies[index + 1]
    if (next && random.chance(0.3)) ties.push(trade(random, to, next))
  }
  return ties
}

function trade(random: Random, from: Party, to: Party): Tie {
  const role = random.chance(0.6) ? 'income' : 'spending'
  const dependencePercent = rate(random.whole(15, 75) * 1_000_000)
  return { from, to, kind: 'trade', role, dependencePercent, source: '发票' }
}

/** Who runs the companies of the groups: persons of no group, each of one company. */
export function tiesOfOfficers(
  random: Random,
  groups: readonly GroupPlan[],
  parties: readonly Party[],
): Tie[] {
  const people = random.shuffled(
    parties.filter(({ group, status, details }) => {
      return group === null && status === 'active' && details.kind === 'person'
    }),
  )
  const run = groups
    .filter(({ part }) => part !== 'big')
    .flatMap(({ members }) => members.slice(0, 3))
    .filter(({ details }) => details.kind === 'company')
  return run.slice(0, Math.floor(people.length / 3)).flatMap((to, index): Tie[] => {
    const from = at(people, index)
    return [{ from, to, kind: 'officer', role: 'legal-representative', source: '工商登记' }]
  })
}
