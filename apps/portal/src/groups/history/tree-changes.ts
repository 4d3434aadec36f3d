import type { Outputs } from '../../api.ts'

export type TreeChanges = Outputs['groups']['treeChanges']
export type MemberChange = TreeChanges['changes'][number]

/** What happened to each customer between two days, by id. */
export function changesById({
  changes,
}: Pick<TreeChanges, 'changes'>): Map<string, MemberChange[]> {
  const byId = new Map<string, MemberChange[]>()
  for (const change of changes) byId.set(change.id, [...(byId.get(change.id) ?? []), change])
  return byId
}
