/** What happened to one member between two days. Shares in millionths of a percent. */
export interface MemberChange {
  readonly what: 'joined' | 'left' | 'moved' | 'percent' | 'renamed'
  readonly id: string
}

/** What happened to each customer between two days, by id. */
export function changesById<Change extends MemberChange>(
  changes: readonly Change[],
): Map<string, Change[]> {
  const byId = new Map<string, Change[]>()
  for (const change of changes) byId.set(change.id, [...(byId.get(change.id) ?? []), change])
  return byId
}
