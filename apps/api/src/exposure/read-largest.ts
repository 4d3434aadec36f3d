import { Day } from '@banyan/domain/calendar'
import {
  type CapitalBases,
  type InstitutionKind,
  ruleOfSet,
} from '@banyan/domain/decisions/exposure-limits'
import { isLargeExposure, type LimitTest, limitTests } from '@banyan/domain/decisions/limit-tests'
import { type Money, money, zero } from '@banyan/domain/money'
import { type Rate, shareOf } from '@banyan/domain/rate'
import { z } from 'zod'
import { shownName } from '../access/masking.ts'
import type { StaffContext } from '../access/staff-context.ts'
import {
  exposureKinds,
  type ExposureKind,
  findConcentration,
  listClosedContracts,
  listClosedDays,
  listClosedExposures,
} from './closed-exposures.queries.ts'

export const largestSorts = ['total', 'direct', 'indirect', 'room', 'name'] as const

export const LargestFilter = z.strictObject({
  /** The newest closed day when left out. */
  day: Day.optional(),
  kind: z.enum(exposureKinds),
  sort: z.enum(largestSorts).default('total'),
  isOver: z.boolean().optional(),
  isLarge: z.boolean().optional(),
  text: z.string().trim().max(100).optional(),
  after: z.strictObject({ id: z.uuid() }).optional(),
  limit: z.int().min(1).max(100).default(50),
})
export type LargestFilter = z.output<typeof LargestFilter>

export interface LargeExposure {
  id: string
  number: string
  name: string
  members: number
  drawn: Money
  undrawn: Money
  direct: Money
  indirect: Money
  total: Money
  allotted: Money | null
  shareOfNetCapital: Rate | null
  shareOfTier1: Rate | null
  tests: LimitTest[]
  /** The least that any limit leaves; below zero when one is exceeded. */
  room: Money | null
  isOver: boolean
  isLarge: boolean | null
}

type ClosedRow = Awaited<ReturnType<typeof listClosedExposures>>[number]

interface Measure {
  institution: { kind: InstitutionKind; bases: CapitalBases }
  kind: ExposureKind
  shown: (kind: string, name: string) => string
}

function largeExposure(row: ClosedRow, { institution, kind, shown }: Measure): LargeExposure {
  const { subjectId: id, number, members } = row
  const drawn = money(row.drawn)
  const undrawn = money(row.undrawn)
  const direct = money(drawn + undrawn)
  const allotted = row.allotted === null ? null : money(row.allotted)
  const subject = {
    exposure: direct,
    limit: allotted === null ? null : { amount: allotted, spent: zero },
  }
  const isCustomer = kind === 'customer'
  const tests = limitTests({
    institution,
    customer: isCustomer ? subject : null,
    group: isCustomer ? null : subject,
    amount: zero,
  }).filter(({ rule }) => concerns(kind, rule))
  const rooms = tests.flatMap(({ headroom }) => headroom ?? [])
  const { netCapital, tier1 } = institution.bases
  return {
    id,
    number,
    name: shown(row.partyKind ?? '', row.name),
    members,
    drawn,
    undrawn,
    direct,
    indirect: money(row.indirect),
    total: money(direct + row.indirect),
    allotted,
    shareOfNetCapital: shareOf(direct, netCapital),
    shareOfTier1: shareOf(direct, tier1),
    tests,
    room: rooms.length === 0 ? null : money(Math.min(...rooms)),
    isOver: tests.some(({ isMet }) => isMet === false),
    isLarge: isLargeExposure(direct, institution.bases),
  }
}

/** A customer is measured on its own, a management group by both rules for groups, a set by the rule it comes from. */
function concerns(kind: ExposureKind, rule: LimitTest['rule']): boolean {
  if (kind === 'customer') return rule === 'customer-limit' || rule.startsWith('single-')
  return kind === 'group' || rule === ruleOfSet[kind]
}

const figures: Record<(typeof largestSorts)[number], (row: LargeExposure) => number> = {
  total: ({ total }) => -total,
  direct: ({ direct }) => -direct,
  indirect: ({ indirect }) => -indirect,
  room: ({ room }) => room ?? Number.MAX_SAFE_INTEGER,
  name: () => 0,
}

/** All that a closed day kept of a kind, sorted and filtered: what a page or a file shows a part or all of. */
export async function listLargest(context: StaffContext, filter: Omit<LargestFilter, 'limit'>) {
  const { tx, institution } = context
  const { kind, sort, isOver, isLarge, text } = filter
  const closed = await findConcentration(tx, institution.id, filter.day)
  if (!closed) return { closed: null, rows: [] }
  const stored = await listClosedExposures(tx, institution.id, { day: closed.day, kind })
  const measure: Measure = {
    institution: { kind: institution.kind, bases: closed.bases },
    kind,
    shown: (partyKind, name) => shownName(context, partyKind, name),
  }
  const figure = figures[sort]
  const rows = stored
    .map((row) => largeExposure(row, measure))
    .filter((row) => isOver === undefined || row.isOver === isOver)
    .filter((row) => isLarge === undefined || (row.isLarge ?? false) === isLarge)
    .filter(({ name, number }) => !text || `${name} ${number}`.includes(text))
    .sort((a, b) => figure(a) - figure(b) || (a.number < b.number ? -1 : 1))
  if (sort === 'name')
    rows.sort((a, b) => a.name.localeCompare(b.name, 'zh') || (a.id < b.id ? -1 : 1))
  return { closed, rows }
}

/** The largest exposures of a closed day, a page of them, with the sums of all that the filter leaves. */
export async function readLargest(context: StaffContext, { limit, ...filter }: LargestFilter) {
  const { closed, rows } = await listLargest(context, filter)
  const { after } = filter
  const start = after ? rows.findIndex(({ id }) => id === after.id) + 1 : 0
  const page = rows.slice(start, start + limit)
  const last = page.at(-1)
  return {
    day: closed?.day ?? null,
    bases: closed?.bases ?? null,
    unknownCurrencies: closed?.unknownCurrencies ?? [],
    rows: page,
    next: start + limit < rows.length && last ? { id: last.id } : null,
    count: rows.length,
    over: rows.filter(({ isOver }) => isOver).length,
    large: rows.filter(({ isLarge }) => isLarge).length,
  }
}

/** Closed days with figures on file, newest first. */
export async function readClosedDays({ tx, institution }: StaffContext) {
  return { days: await listClosedDays(tx, institution.id) }
}

export const ClosedFigure = z.strictObject({
  day: Day,
  kind: z.enum(exposureKinds),
  id: z.uuid(),
  after: z.int().min(0).default(0),
  limit: z.int().min(1).max(100).default(50),
})

/** What a figure of a closed day adds up from: loans, approvals, signed contracts, and what guarantees stand for. */
export async function readClosedContracts(
  context: StaffContext,
  { day, kind, id, after, limit }: z.output<typeof ClosedFigure>,
) {
  const { tx, institution } = context
  const of = { day, kind, subjectId: id }
  const rows = await listClosedContracts(tx, institution.id, of, { after, limit: limit + 1 })
  const page = rows.slice(0, limit)
  return {
    rows: page.map(({ customerKind, customerName, ...row }) => ({
      ...row,
      customerName: shownName(context, customerKind, customerName),
    })),
    next: rows.length > limit ? (page.at(-1)?.position ?? null) : null,
  }
}
