import { listReferences, listReferencesOfAnySource } from '../references.queries.ts'
import { listByCustomerNumbers, listWithinReach } from './customer-files.queries.ts'
import type { ImportScope } from './row-import.ts'

/**
 * Customers by what a file calls them: an external id of the file's own source, then of any other
 * source, then a customer number. Parties beyond the importer's reach are not found.
 */
export async function findParties(
  { context, source }: ImportScope,
  names: readonly string[],
): Promise<Map<string, string>> {
  const { tx, institution, scope, staff } = context
  const wanted = [...new Set(names)]
  const place = { institutionId: institution.id, kind: 'customer', source } as const
  const own = await listReferences(tx, place, wanted)
  const rest = wanted.filter((name) => !own.has(name))
  const foreign = await listReferencesOfAnySource(tx, institution.id, 'customer', rest)
  const numbers = await listByCustomerNumbers(
    tx,
    institution.id,
    rest.filter((name) => !foreign.has(name)),
  )
  const found = new Map([...numbers, ...foreign])
  for (const [name, { entityId }] of own) found.set(name, entityId)
  if (scope.reach === 'institution') return found
  const within = await listWithinReach(tx, institution.id, [...found.values()], {
    branchIds: scope.reach === 'branch' ? scope.branchIds : null,
    officerId: scope.reach === 'own' ? staff.id : null,
  })
  return new Map([...found].filter(([, id]) => within.has(id)))
}
