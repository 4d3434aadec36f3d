import { loanClasses, type LoanClass } from '@banyan/ui/loan-class'
import type { TreeRow } from '@banyan/ui/tree-rows'
import type { Outputs } from '../api.ts'
import { shownStage, type ShownStage } from './shown-stage.ts'

export type TreeAnswer = Outputs['groups']['tree']

export interface OtherHolder {
  readonly id: string
  readonly number: string
  readonly name: string
  readonly percent: number | null
}

/** A customer in the tree: what it owes itself (`own…`) and with everyone below it. Amounts in fen, shares in a `Rate`'s millionths. */
export interface MemberRow extends TreeRow {
  readonly type: 'member'
  readonly number: string
  readonly name: string
  readonly kind: string
  readonly shape: 'company' | 'parent' | 'person' | 'special'
  /** Without a loan or a case here: drawn hollow. */
  readonly isOutsider: boolean
  readonly parentId: string | null
  readonly below: number
  readonly percent: number | null
  /** The share that the top of the tree holds through its chain; null where a link is unknown. */
  readonly through: number | null
  readonly balance: number
  readonly ownBalance: number
  readonly reserved: number
  readonly ownReserved: number
  readonly overdue: number
  readonly ownOverdue: number
  readonly days: number
  readonly ownDays: number
  readonly tier: LoanClass | null
  readonly ownTier: LoanClass | null
  readonly loans: number
  readonly stage: ShownStage | null
  readonly branch: string
  readonly officer: string | null
  readonly code: string | null
  readonly otherHolders: readonly OtherHolder[]
  /** How many stand in the guarantee circle this one stands in; 0 outside any. */
  readonly circle: number
  readonly sought: string
}

/** The closing edge of a cycle: `holder` owns a share of one that already stands above it. */
export interface StubRow extends TreeRow {
  readonly type: 'stub'
  readonly heldId: string
  readonly heldNumber: string
  readonly heldName: string
  readonly percent: number | null
}

export type GroupTreeRow = MemberRow | StubRow

export interface TreeView {
  /** Depth first, the stubs of a node after its children. */
  readonly rows: readonly GroupTreeRow[]
  readonly members: readonly MemberRow[]
  readonly byId: ReadonlyMap<string, MemberRow>
  readonly byNumber: ReadonlyMap<string, MemberRow>
  /** Own balances by class, in the order of the classes. */
  readonly tierSums: readonly number[]
  readonly circles: readonly (readonly string[])[]
  readonly depth: number
}

/** Laid out once for each answer: every cell of a row is ready, so that scrolling computes nothing. */
export function treeView(answer: TreeAnswer): TreeView {
  const members = memberRows(answer)
  const byId = new Map(members.map((row) => [row.id, row]))
  return {
    rows: withStubs(answer, members, byId),
    members,
    byId,
    byNumber: new Map(members.map((row) => [row.number, row])),
    tierSums: tierSums(members),
    circles: circlesOf(answer),
    depth: members.reduce((deepest, { depth }) => Math.max(deepest, depth + 1), 0),
  }
}

function circlesOf({ guaranteeCircles: { circles, rings } }: TreeAnswer): string[][] {
  const inCircle = new Set(circles.flat())
  return [...circles, ...rings.filter((ring) => !ring.some((id) => inCircle.has(id)))]
}

const classAt = (tier: number | undefined): LoanClass | null => loanClasses[(tier ?? 0) - 1] ?? null

function memberRows(answer: TreeAnswer): MemberRow[] {
  const { nodes } = answer
  const circleSizes = new Map(
    circlesOf(answer).flatMap((circle) => circle.map((id) => [id, circle.length] as const)),
  )
  const others = otherHoldersOf(answer)
  const through: (number | null)[] = []
  const line: number[] = []
  return nodes.ids.map((id, at): MemberRow => {
    const depth = nodes.depths[at] ?? 0
    line[depth] = at
    const percent = nodes.percents[at] ?? null
    through[at] = throughShare(depth, percent, through[line[depth - 1] ?? -1])
    const below = (nodes.sizes[at] ?? 1) - 1
    const loans = nodes.loans[at] ?? 0
    const stage = shownStage(nodes.presentStages[at])
    const name = nodes.names[at] ?? ''
    const number = nodes.numbers[at] ?? ''
    const [branch, officer] = [nodes.branches[at] ?? '', nodes.officers[at] ?? null]
    const code = nodes.codes[at] ?? null
    return {
      type: 'member',
      id,
      depth,
      number,
      name,
      kind: nodes.kinds[at] ?? 'company',
      shape: shapeOf(nodes.kinds[at], nodes.countries[at], depth === 0 && below > 0),
      isOutsider: loans === 0 && stage === null && (nodes.reserved[at] ?? 0) === 0,
      parentId: nodes.parents[at] ?? null,
      below,
      percent,
      through: through[at] ?? null,
      balance: nodes.subtreeBalances[at] ?? 0,
      ownBalance: nodes.balances[at] ?? 0,
      reserved: nodes.subtreeReserved[at] ?? 0,
      ownReserved: nodes.reserved[at] ?? 0,
      overdue: nodes.subtreeOverdue[at] ?? 0,
      ownOverdue: nodes.overdue[at] ?? 0,
      days: nodes.subtreeDays[at] ?? 0,
      ownDays: nodes.daysPastDue[at] ?? 0,
      tier: classAt(nodes.subtreeTiers[at]),
      ownTier: classAt(nodes.tiers[at]),
      loans,
      stage,
      branch,
      officer,
      code,
      otherHolders: others.get(id) ?? [],
      circle: circleSizes.get(id) ?? 0,
      sought: [name, number, code, nodes.initials[at], branch, officer].join('\n').toLowerCase(),
    }
  })
}

/** A root holds itself whole; a chain with an unknown link has no share. */
function throughShare(
  depth: number,
  percent: number | null,
  above: number | null | undefined,
): number | null {
  if (depth === 0 || percent === null) return null
  if (depth === 1) return percent
  return above === null || above === undefined ? null : Math.round((above / 100_000_000) * percent)
}

function shapeOf(
  kind: string | undefined,
  country: string | undefined,
  isParent: boolean,
): MemberRow['shape'] {
  if (kind === 'person') return 'person'
  if (country && country !== 'CN') return 'special'
  return isParent ? 'parent' : 'company'
}

function otherHoldersOf({ nodes, otherHolders }: TreeAnswer): Map<string, OtherHolder[]> {
  if (otherHolders.length === 0) return new Map()
  const places = new Map(nodes.ids.map((id, at) => [id, at]))
  const byHeld = new Map<string, OtherHolder[]>()
  for (const { held, holder, percent } of otherHolders) {
    const at = places.get(holder) ?? -1
    const list = byHeld.get(held) ?? []
    list.push({ id: holder, number: nodes.numbers[at] ?? '', name: nodes.names[at] ?? '', percent })
    byHeld.set(held, list)
  }
  return byHeld
}

interface ClosingEdge {
  readonly holder: string
  readonly held: string
  readonly percent: number | null
}

/** Puts every closing edge as a row under its holder, after the holder's subtree. */
function withStubs(
  { group }: TreeAnswer,
  members: readonly MemberRow[],
  byId: ReadonlyMap<string, MemberRow>,
): readonly GroupTreeRow[] {
  const edges = (group.closingEdges ?? []) as readonly ClosingEdge[]
  if (edges.length === 0) return members
  const places = new Map(members.map((row, at) => [row.id, at]))
  const stubsAfter = new Map<number, StubRow[]>()
  for (const { holder, held, percent } of edges) {
    const [above, seen] = [byId.get(holder), byId.get(held)]
    if (!above || !seen) continue
    const last = (places.get(holder) ?? 0) + above.below
    const stub: StubRow = {
      type: 'stub',
      id: `${holder}>${held}`,
      depth: above.depth + 1,
      heldId: held,
      heldNumber: seen.number,
      heldName: seen.name,
      percent,
    }
    stubsAfter.set(last, [...(stubsAfter.get(last) ?? []), stub])
  }
  return members.flatMap((row, at): GroupTreeRow[] => [
    row,
    ...(stubsAfter.get(at) ?? []).toSorted((a, b) => b.depth - a.depth),
  ])
}

function tierSums(members: readonly MemberRow[]): number[] {
  const sums = loanClasses.map(() => 0)
  for (const { ownTier, ownBalance } of members) {
    const at = ownTier === null ? -1 : loanClasses.indexOf(ownTier)
    if (at >= 0) sums[at] = (sums[at] ?? 0) + ownBalance
  }
  return sums
}
