import type { Tx } from '@banyan/database'

/** What a transaction changed that trees show. */
const shownInTrees = ['customer', 'application', 'loan', 'group'] as const
export type TouchedKind = (typeof shownInTrees)[number]
export type Touched = Readonly<Record<TouchedKind, ReadonlySet<string>>>

const byTransaction = new WeakMap<Tx, Record<TouchedKind, Set<string>>>()

export function isShownInTrees(entity: string): entity is TouchedKind {
  return shownInTrees.some((kind) => kind === entity)
}

/**
 * Remembers until the end of the transaction that these were changed, so that the rows of the trees they
 * stand in are computed anew before it commits. Whoever records an event of the entity need not call it.
 */
export function touch(tx: Tx, kind: TouchedKind, ids: Iterable<string>): void {
  let touched = byTransaction.get(tx)
  if (!touched) {
    touched = { customer: new Set(), application: new Set(), loan: new Set(), group: new Set() }
    byTransaction.set(tx, touched)
  }
  for (const id of ids) touched[kind].add(id)
}

/** What was touched since it was last taken; undefined when nothing was. */
export function takeTouched(tx: Tx): Touched | undefined {
  const touched = byTransaction.get(tx)
  byTransaction.delete(tx)
  return touched
}
