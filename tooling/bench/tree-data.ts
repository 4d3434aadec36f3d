import { randomUUID } from 'node:crypto'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { from as copyFrom } from 'pg-copy-streams'
import type { BenchBank } from './bench-bank.ts'
import { type BenchGroup, planGroups, secondHolder } from './tree-groups.ts'

const share = 40_000_000

type Line = (string | number | null)[]

/** Rows of every table of a group, as they would be after import and rebuild. */
class Writer {
  readonly #bank: BenchBank
  #serial = 0

  constructor(bank: BenchBank) {
    this.#bank = bank
  }

  *groups(groups: readonly BenchGroup[]): Generator<Line> {
    const { institution, branchIds, staffId } = this.#bank
    for (const { id, ids } of groups) {
      const name = `G${String(++this.#serial).padStart(6, '0')}`
      const lead = branchIds[0] ?? ''
      yield [
        institution.id,
        id,
        name,
        name,
        name,
        'confirmed',
        ids[0] ?? '',
        lead,
        ids.length,
        staffId,
        now,
      ]
    }
  }

  *versions(groups: readonly BenchGroup[]): Generator<Line> {
    for (const { id, size } of groups) yield [this.#bank.institution.id, id, 1, 1, 1, size]
  }

  *customers(groups: readonly BenchGroup[]): Generator<Line> {
    const { institution, branchIds, staffId } = this.#bank
    for (const [serial, { ids }] of groups.entries()) {
      for (const [i, id] of ids.entries()) {
        const number = numberOf(serial, i)
        const branch = branchIds[i % branchIds.length] ?? ''
        yield [
          institution.id,
          id,
          number,
          'company',
          nameOf(i),
          number,
          'active',
          branch,
          staffId,
          'bench',
          staffId,
          now,
          now,
        ]
      }
    }
  }

  *members(groups: readonly BenchGroup[]): Generator<Line> {
    for (const { id: group, ids } of groups)
      for (const id of ids)
        yield [this.#bank.institution.id, randomUUID(), group, id, 'bench', '2026-01-01', now]
  }

  *relations(groups: readonly BenchGroup[]): Generator<Line> {
    const { institution, staffId } = this.#bank
    const held = (from: string, to: string, percent: number): Line => [
      institution.id,
      randomUUID(),
      from,
      to,
      'ownership',
      percent,
      '2026-01-01',
      now,
      'bench',
      staffId,
    ]
    for (const { ids, parents } of groups) {
      for (let i = 1; i < ids.length; i++) {
        yield held(ids[parents[i] ?? 0] ?? '', ids[i] ?? '', share)
        const second = secondHolder(i, parents)
        if (second >= 0) yield held(ids[second] ?? '', ids[i] ?? '', 5_000_000)
      }
    }
  }

  *loans(groups: readonly BenchGroup[]): Generator<Line> {
    const { institution, branchIds, staffId } = this.#bank
    for (const [serial, { ids }] of groups.entries()) {
      for (let i = 0; i < ids.length; i += 3) {
        const number = `${numberOf(serial, i)}L`
        yield [
          institution.id,
          randomUUID(),
          number,
          ids[i] ?? '',
          staffId,
          'imported',
          'CNY',
          1_000_000,
          1_000_000,
          owed(i),
          4_350_000,
          'equal-instalment',
          'monthly',
          '30/360',
          'half-up',
          12,
          '2026-01-10',
          '2026-02-10',
          '2027-01-10',
          'active',
          'normal',
          'f',
          branchIds[0] ?? '',
          staffId,
          'bench',
          now,
        ]
      }
    }
  }

  *nodes(groups: readonly BenchGroup[]): Generator<Line> {
    const { institution, branchIds, staffId } = this.#bank
    for (const [serial, { id: group, ids, parents }] of groups.entries()) {
      for (const [i, id] of ids.entries()) {
        const parent = parents[i] ?? -1
        const second = secondHolder(i, parents)
        const branch = branchIds[i % branchIds.length] ?? ''
        yield [
          institution.id,
          id,
          group,
          parent < 0 ? null : (ids[parent] ?? ''),
          parent < 0 ? null : share,
          i,
          parent < 0 ? null : parent,
          numberOf(serial, i),
          nameOf(i),
          'company',
          'CN',
          'active',
          branch,
          staffId,
          owed(i),
          i % 3 === 0 ? 1 : 0,
          i % 3 === 0 ? 1 : 0,
          second < 0 ? '{}' : `{${ids[second] ?? ''}}`,
        ]
      }
    }
  }

  *sums(groups: readonly BenchGroup[]): Generator<Line> {
    for (const { id: group, ids, parents } of groups) {
      const balances = Array.from(ids, (_, i) => owed(i))
      const loans = Array.from(ids, (_, i) => (i % 3 === 0 ? 1 : 0))
      const members = Array.from(ids, () => 1)
      for (let i = ids.length - 1; i > 0; i--) {
        const up = parents[i] ?? 0
        for (const sums of [balances, loans, members]) sums[up] = (sums[up] ?? 0) + (sums[i] ?? 0)
      }
      for (const [i, id] of ids.entries())
        yield [
          this.#bank.institution.id,
          id,
          group,
          members[i] ?? 1,
          balances[i] ?? 0,
          loans[i] ?? 0,
          loans[i] ?? 0,
        ]
    }
  }
}

const now = '2026-10-15 09:00:00+08'
const owed = (i: number) => (i % 3 === 0 ? 500_000 + i : 0)
const numberOf = (group: number, i: number) =>
  `C${String(group).padStart(6, '0')}${String(i).padStart(6, '0')}`
const nameOf = (i: number) => `江宁机械制造有限公司${i}`

const columns = {
  customer_group:
    'institution_id, id, number, name, name_sort, status, root_customer_id, lead_branch_id, member_count, made_by, made_at',
  group_version: 'institution_id, group_id, version, shape, solved, next_slot',
  customer:
    'institution_id, id, number, kind, name, name_sort, status, branch_id, officer_id, source, created_by, created_at, changed_at',
  group_member: 'institution_id, id, group_id, customer_id, reason, valid_from, known_from',
  relation:
    'institution_id, id, from_id, to_id, kind, percent, valid_from, known_from, source, created_by',
  loan: 'institution_id, id, number, customer_id, disbursed_by, product, currency, principal, commitment, balance, annual_rate, method, frequency, day_count, rounding, periods, disbursed_on, first_due_on, matures_on, status, tier, is_consumer, branch_id, officer_id, source, created_at',
  group_node:
    'institution_id, customer_id, group_id, parent_id, direct_percent, slot, parent_slot, number, name, kind, country, status, branch_id, officer_id, balance, tier, loans, other_parents',
  node_sum: 'institution_id, customer_id, group_id, members, balance, loans, normal',
} as const

function* written(lines: Iterable<Line>): Generator<string> {
  let text = ''
  for (const line of lines) {
    text += `${line.map((cell) => cell ?? '\\N').join('\t')}\n`
    if (text.length < 65_536) continue
    yield text
    text = ''
  }
  yield text
}

/** A million customers in fifty thousand groups at full size, with holdings, loans, rows and sums. */
export async function makeTreeData(bank: BenchBank, scale: number): Promise<BenchGroup[]> {
  const { owner } = bank
  const groups = planGroups(scale)
  const writer = new Writer(bank)
  // References are right by construction; checking each would take longer than the rest.
  await owner.query('set session_replication_role = replica')
  const tables: [keyof typeof columns, Iterable<Line>][] = [
    ['customer_group', writer.groups(groups)],
    ['group_version', writer.versions(groups)],
    ['customer', writer.customers(groups)],
    ['group_member', writer.members(groups)],
    ['relation', writer.relations(groups)],
    ['loan', writer.loans(groups)],
    ['group_node', writer.nodes(groups)],
    ['node_sum', writer.sums(groups)],
  ]
  for (const [table, lines] of tables) {
    const copy = owner.query(copyFrom(`copy ${table} (${columns[table]}) from stdin`))
    await pipeline(Readable.from(written(lines)), copy)
  }
  await owner.query('set session_replication_role = origin')
  await owner.query('vacuum analyze')
  return groups
}
