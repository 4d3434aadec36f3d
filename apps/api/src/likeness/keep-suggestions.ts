import { uuidv7 } from '@banyan/database'
import type { Resemblance } from '@banyan/domain/customers/likeness'
import type { StaffContext } from '../access/staff-context.ts'
import type { Alike } from './find-alike.ts'
import { insertSuggestions, type SuggestionRow } from './likeness.queries.ts'

const mostKept = 10

/** A suggestion about two customers, in the order in which pairs are kept. */
export function suggestionRow(
  { institution, now }: Pick<StaffContext, 'institution' | 'now'>,
  [one, other]: readonly [string, string],
  { kind, reasons, score }: Resemblance,
): SuggestionRow {
  return {
    institutionId: institution.id,
    id: uuidv7(),
    oneId: one < other ? one : other,
    otherId: one < other ? other : one,
    kind,
    reasons,
    score,
    foundAt: now(),
    state: 'open',
  }
}

/** Keeps whom a customer that was just saved resembles; part of the saving, which is audited. */
export async function keepSuggestions(
  context: Pick<StaffContext, 'tx' | 'institution' | 'now'>,
  customerId: string,
  alike: readonly Alike[],
): Promise<void> {
  const rows = alike
    .slice(0, mostKept)
    .map(({ candidate, ...found }) => suggestionRow(context, [customerId, candidate.id], found))
  await insertSuggestions(context.tx, rows)
}
