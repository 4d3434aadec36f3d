import type { StaffContext } from '@banyan/api/access/staff-context'
import { rebuildTree, rebuildTreesOf } from '@banyan/api/groups/rebuild-tree'
import { refreshNodes } from '@banyan/api/groups/tree/refresh-nodes.queries'
import { hangNode } from '@banyan/api/groups/tree/rehang.queries'
import { insertHolding, lowerBalance, writeOneRow } from '@banyan/api/groups/tree/testing.queries'
import type { BenchBank } from './bench-bank.ts'
import { type Measure, measure, median, times } from './measure.ts'
import { type BenchGroup, nodesOfSize } from './tree-groups.ts'

class TakenBack extends Error {}

/** Runs what writes, and takes it back. */
async function takenBack(bank: BenchBank, run: (context: StaffContext) => Promise<unknown>) {
  await bank
    .asOfficer(async (context) => {
      await run(context)
      throw new TakenBack()
    })
    .catch((error: unknown) => {
      if (!(error instanceof TakenBack)) throw error
    })
}

/** What it costs to keep a tree, each act taken back. */
export async function benchTreeWrites(
  bank: BenchBank,
  groups: readonly BenchGroup[],
): Promise<Measure[]> {
  const { id: institutionId } = bank.institution
  const moving = nodesOfSize(groups, 300, 1_500)
  const near = (i: number) => moving[i % moving.length] as (typeof moving)[number]
  const oneRow = median(
    await times(60, (i) =>
      takenBack(bank, ({ tx }) => writeOneRow(tx, institutionId, near(i).node)),
    ),
  )
  const hung = median(
    await times(60, (i) =>
      takenBack(bank, ({ tx }) => {
        const { node, index, parents, ids } = near(i)
        const former = parents[index] ?? 0
        return hangNode(tx, institutionId, {
          customerId: node,
          parentId: ids[0] ?? '',
          formerParentId: ids[former] ?? null,
          slot: index,
          parentSlot: 0,
          percent: 40_000_000,
          otherParents: [],
        })
      }),
    ),
  )
  const told = median(
    await times(30, (i) =>
      takenBack(bank, async (context) => {
        const { node, ids } = near(i)
        await insertHolding(context.tx, institutionId, {
          holder: ids[0] ?? '',
          held: node,
          percent: 55_000_000,
          staffId: bank.staffId,
          at: context.now(),
        })
        await rebuildTreesOf(context, [node])
      }),
    ),
  )
  const changed = median(
    await times(60, (i) =>
      takenBack(bank, async ({ tx }) => {
        const { ids, index } = near(i)
        const borrower = ids[index - (index % 3)] ?? ''
        await lowerBalance(tx, institutionId, borrower)
        await refreshNodes(tx, institutionId, [borrower])
      }),
    ),
  )
  const giant = groups[0] as BenchGroup
  const rebuilt = median(
    await times(3, () => takenBack(bank, (context) => rebuildTree(context, giant.id)), 0),
  )
  const against = 'update of one row, taken back as well'
  const unit = 'ms'
  return [
    measure({
      name: 'move of a subtree of 300–1,500: row and both chains',
      value: hung,
      unit,
      limit: oneRow,
      against,
      goal: '≤ 2.5',
    }),
    measure({
      name: 'move of a subtree: told from a new relation',
      value: told,
      unit,
      limit: oneRow,
      against,
      goal: '—',
    }),
    measure({
      name: 'balance of a member changed: loan, row, chain',
      value: changed,
      unit,
      limit: oneRow,
      against,
      goal: '—',
    }),
    measure({
      name: `tree of ${giant.size.toLocaleString('en')} told anew, nothing to write`,
      value: rebuilt,
      unit,
      limit: 3_000,
      against: 'a few seconds',
      goal: '≤ 1',
    }),
  ]
}
