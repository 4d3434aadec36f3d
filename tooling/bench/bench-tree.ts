import { readEncodedTree, readFreshTree } from '@banyan/api/groups/tree/encoded-tree'
import { listChain, listChildren } from '@banyan/api/groups/tree/node-pages.queries'
import { findSum } from '@banyan/api/groups/tree/node-sums.queries'
import { readByKey, readByRecursion, sumByRecursion } from '@banyan/api/groups/tree/testing.queries'
import { findTreeStamp } from '@banyan/api/groups/tree/tree-stamp.queries'
import { decodeTree } from '@banyan/domain/groups/tree-wire'
import { buffer } from 'node:stream/consumers'
import { to as copyTo } from 'pg-copy-streams'
import type { BenchBank } from './bench-bank.ts'
import { type Measure, measure, median, percentile, times } from './measure.ts'
import { benchTreeWrites } from './bench-tree-writes.ts'
import { makeTreeData } from './tree-data.ts'
import { type BenchGroup, nodesOfSize } from './tree-groups.ts'

const pkRead = 'read by primary key behind the same wall'

/** The same facts of the same rows, a column each. */
const copyRows = (institutionId: string, groupId: string) => `copy (
  select customer_id, parent_id, direct_percent, look_through, number, name, code, initials, kind, country, status, branch_id,
    officer_id, balance, reserved, overdue, guaranteed, credit_limit, unpaid_since, tier, loans, stage, cardinality(other_parents)
  from group_node where institution_id = '${institutionId}' and group_id = '${groupId}') to stdout (format binary)`

const cold = (bank: BenchBank, groupId: string) =>
  bank.asOfficer(async (context) => {
    const { tx, institution, scope } = context
    const stamp = await findTreeStamp(tx, institution.id, scope, groupId)
    if (!stamp) throw new Error('out of reach')
    return readFreshTree(context, groupId, stamp)
  })

const warm = (bank: BenchBank, groupId: string) =>
  bank.asOfficer(async (context) => (await readEncodedTree(context, groupId)).bytes())

async function wholeGroup(bank: BenchBank, group: BenchGroup): Promise<Measure[]> {
  const nodes = `${group.size.toLocaleString('en')} nodes`
  const runs = 9
  const fromRows = median(await times(runs, () => cold(bank, group.id)))
  const limit = median(
    await times(runs, () =>
      buffer(bank.owner.query(copyTo(copyRows(bank.institution.id, group.id)))),
    ),
  )
  const fromMemory = median(await times(runs, () => warm(bank, group.id)))
  const objects = median(
    await times(3, () =>
      bank.asOfficer(({ tx, institution }) =>
        readByRecursion(tx, institution.id, group.ids[0] ?? ''),
      ),
    ),
  )
  const bytes = await warm(bank, group.id)
  const decoding = median(await times(runs, () => decodeTree(bytes.buffer).names.length))
  const unit = 'ms'
  const copy = 'binary COPY of the same rows'
  return [
    measure({
      name: `${nodes} as columns, from rows`,
      value: fromRows,
      unit,
      limit,
      against: copy,
      goal: '≤ 1.5',
    }),
    measure({
      name: `${nodes} as columns, from memory`,
      value: fromMemory,
      unit,
      limit,
      against: copy,
      goal: '≤ 1.5',
    }),
    measure({
      name: `${nodes} from rows`,
      value: fromRows,
      unit,
      limit: objects,
      against: 'recursion and objects',
      goal: '≤ 0.1',
    }),
    measure({
      name: `${nodes} read by a browser`,
      value: decoding,
      unit,
      limit: 150,
      against: 'the time allowed',
      goal: '≤ 1',
    }),
  ]
}

/** One line each for the middle and the slowest of a hundred. */
function both(
  name: string,
  taken: readonly number[],
  row: { limit: number; against: string; goal: string },
): Measure[] {
  return [
    measure({ name: `${name}, p50`, value: percentile(taken, 0.5), unit: 'ms', ...row }),
    measure({
      name: `${name}, p99`,
      value: percentile(taken, 0.99),
      unit: 'ms',
      ...row,
      goal: '—',
    }),
  ]
}

async function partsOfGroups(bank: BenchBank, groups: readonly BenchGroup[]): Promise<Measure[]> {
  const scattered = groups.filter(({ size }) => size >= 8 && size <= 30)
  const pick = <T>(list: readonly T[], i: number) => list[(i * 7919) % list.length] as T
  const { id: institutionId } = bank.institution
  const one = await times(300, (i) =>
    bank.asOfficer(({ tx }) => readByKey(tx, institutionId, pick(scattered, i).ids[0] ?? '')),
  )
  const limit = percentile(one, 0.5)
  const inner = nodesOfSize(groups, 100, 20_000)
  const deep = groups.slice(0, 8).flatMap(({ ids }) => ids.slice(-200))
  const rows: Measure[] = [
    ...both(
      '8–30 nodes as columns, from rows',
      await times(200, (i) => cold(bank, pick(scattered, i).id)),
      { limit, against: pkRead, goal: '—' },
    ),
  ]
  const few = scattered.slice(0, 50)
  for (const { id } of few) await warm(bank, id)
  const again = await times(300, (i) => warm(bank, pick(few, i).id))
  rows.push(
    ...both('8–30 nodes as columns, from memory', again, { limit, against: pkRead, goal: '≤ 1.3' }),
  )
  const level = await times(300, (i) =>
    bank.asOfficer(({ tx, businessDay }) => {
      const { groupId, node } = pick(inner, i)
      return listChildren(tx, {
        institutionId,
        groupId,
        parentId: node,
        after: undefined,
        day: businessDay,
        limit: 101,
      })
    }),
  )
  rows.push(...both('one level of a tree', level, { limit, against: pkRead, goal: '≤ 2' }))
  const above = await times(300, (i) =>
    bank.asOfficer(({ tx, businessDay }) =>
      listChain(tx, { institutionId, customerId: pick(deep, i), day: businessDay }),
    ),
  )
  rows.push(...both('ancestors', above, { limit, against: pkRead, goal: '≤ 2' }))
  const sums = await times(300, (i) =>
    bank.asOfficer(({ tx }) => findSum(tx, institutionId, pick(inner, i).node)),
  )
  rows.push(
    ...both('exposure of a subtree of 100–20,000', sums, { limit, against: pkRead, goal: '≤ 1.5' }),
  )
  const walked = await times(60, (i) =>
    bank.asOfficer(({ tx }) => sumByRecursion(tx, institutionId, pick(inner, i).node)),
  )
  rows.push(
    measure({
      name: 'exposure of a subtree, p99 against p99',
      value: percentile(sums, 0.99),
      unit: 'ms',
      limit: percentile(walked, 0.99),
      against: 'recursion',
      goal: '≤ 0.033',
    }),
  )
  return rows
}

/** Whole trees, parts of them, and what it costs to keep them, in a bank of many groups; as a customer manager. */
export async function benchTree(bank: BenchBank, scale: number): Promise<Measure[]> {
  const groups = await makeTreeData(bank, scale)
  // The limit walks the same range of the same index.
  await bank.owner.query('set enable_bitmapscan = off; set enable_seqscan = off')
  const [giant, , , large] = groups
  const rows: Measure[] = []
  for (const group of [giant, large]) if (group) rows.push(...(await wholeGroup(bank, group)))
  rows.push(...(await partsOfGroups(bank, groups)))
  rows.push(...(await benchTreeWrites(bank, groups)))
  return rows
}
