import type { StaffContext } from '../access/staff-context.ts'
import { type Disagreement, raiseConflicts } from './raise-conflicts.ts'
import { listRegistryRecords, type RegistryRow } from './registry-records.queries.ts'

/** The fields that a file and the register both hold; addresses are written too freely to be compared. */
export const registryFields = [
  'name',
  'legalRepresentative',
  'registeredCapital',
  'establishedOn',
] as const

export type RegisteredFacts = Pick<RegistryRow, (typeof registryFields)[number]>

/** What the register says otherwise than a file: the file stays as it is until somebody settles it. */
export function registryDisagreements(
  customerId: string,
  file: { facts: RegisteredFacts; sourceOf: (field: string) => string },
  record: RegistryRow,
): Disagreement[] {
  return registryFields
    .filter((field) => record[field] !== null && file.facts[field] !== record[field])
    .map((field) => ({
      customerId,
      field,
      held: { source: file.sourceOf(field), value: file.facts[field] },
      other: { source: 'registry', value: record[field] },
      taken: 'held',
    }))
}

/** Holds a file that was just saved against the register; part of the saving, which is audited. */
export async function compareWithRegistry(
  context: Pick<StaffContext, 'tx' | 'institution' | 'keys' | 'now'>,
  customer: { id: string; creditCode: string; source: string; facts: RegisteredFacts },
): Promise<void> {
  const { id, creditCode, source, facts } = customer
  if (creditCode === '') return
  const { tx, institution } = context
  const record = (await listRegistryRecords(tx, institution.id, [creditCode])).get(creditCode)
  if (!record) return
  const file = { facts, sourceOf: () => source }
  await raiseConflicts(context, registryDisagreements(id, file, record))
}
