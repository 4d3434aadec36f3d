import { type Db, inInstitution, type Tx } from '@banyan/database'
import type { Resources } from '../../access/staff-context.ts'
import { takeTouched, type Touched } from '../../touched.ts'
import { moveVersions } from './group-versions.queries.ts'
import { listTouchedNodes, type NodePlace, refreshNodes } from './refresh-nodes.queries.ts'

/** How many nodes one statement computes. */
const portion = 2_000

/** Transactions of an institution that leave every row of a tree true when they commit. */
export function transactor(db: Db): Resources['transact'] {
  return (institutionId, run, options) =>
    inInstitution(
      db,
      institutionId,
      async (tx) => {
        const result = await run(tx)
        await keepRows(tx, institutionId)
        return result
      },
      options,
    )
}

/** Brings the rows of whatever the transaction touched up to date. */
export async function keepRows(tx: Tx, institutionId: string): Promise<void> {
  const touched = takeTouched(tx)
  if (!touched) return
  const nodes = await heldNodes(tx, institutionId, touched)
  const ids = nodes.map(({ customerId }) => customerId).sort()
  for (let at = 0; at < ids.length; at += portion)
    await refreshNodes(tx, institutionId, ids.slice(at, at + portion))
}

/** The nodes to refresh, with the versions of all their groups held; one may change groups while this waits. */
async function heldNodes(tx: Tx, institutionId: string, touched: Touched): Promise<NodePlace[]> {
  const held = new Set<string>()
  for (;;) {
    const isOfNodes = touched.customer.size + touched.application.size + touched.loan.size > 0
    const nodes = isOfNodes ? await listTouchedNodes(tx, institutionId, touched) : []
    const groups = new Set([...touched.group, ...nodes.map(({ groupId }) => groupId)])
    const free = [...groups].filter((id) => !held.has(id)).sort()
    if (free.length === 0) return nodes
    await moveVersions(tx, institutionId, free)
    for (const id of free) held.add(id)
  }
}
