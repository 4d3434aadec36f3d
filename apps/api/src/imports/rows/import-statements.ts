import { uuidv7 } from '@banyan/database'
import { readStatementRow, type StatementFileRow } from '@banyan/domain/imports/statements-file'
import { canonicalText } from '../../audit/canonical-text.ts'
import { type ChangeRow, insertChanges } from '../problems.queries.ts'
import { noteSignals } from '../../signals/note-signals.ts'
import { findParties } from './find-parties.ts'
import type { ImportScope, Outcome, ReadRow, RowImport } from './row-import.ts'
import {
  type ImportedStatement,
  insertStatements,
  type KnownStatement,
  listKinds,
  listKnownStatements,
  replaceStatements,
  statementKey,
} from './statement-rows.queries.ts'

/** Figures of companies, one statement for each period and scope; other figures for it replace the ones before. */
export const statementImport: RowImport<StatementFileRow> = {
  readRow: readStatementRow,
  keysOf: (row) => [JSON.stringify([row.customerExternalId, row.periodEnd, row.period, row.scope])],
  nameOf: () => '',
  take: takeStatements,
}

async function takeStatements(
  scope: ImportScope,
  rows: readonly ReadRow<StatementFileRow>[],
): Promise<Outcome[]> {
  const { context, isRehearsal } = scope
  const { tx, institution, now } = context
  const parties = await findParties(
    scope,
    rows.map(({ row }) => row.customerExternalId),
  )
  const ids = [...new Set(parties.values())]
  const kinds = await listKinds(tx, institution.id, ids)
  const known = await listKnownStatements(tx, institution.id, ids)
  const made: ImportedStatement[] = []
  const changes: ChangeRow[] = []
  const outcomes = rows.map((read): Outcome => {
    const customerId = parties.get(read.row.customerExternalId)
    const taken = take(scope, read, { customerId, kinds, known })
    if (!('made' in taken)) return taken.outcome
    made.push(taken.made)
    changes.push(taken.change)
    return 'accepted'
  })
  const replaced = made.flatMap(({ correctsId }) => correctsId ?? [])
  await replaceStatements(tx, institution.id, replaced, now())
  await insertStatements(tx, made)
  if (isRehearsal) return outcomes
  await insertChanges(tx, changes)
  await noteSignals(
    context,
    made.map(({ customerId }) => ({ customerId, cause: 'statement' })),
  )
  return outcomes
}

interface Known {
  customerId: string | undefined
  kinds: ReadonlyMap<string, string>
  known: ReadonlyMap<string, KnownStatement>
}

type Taken = { outcome: Outcome } | { made: ImportedStatement; change: ChangeRow }

function take(
  scope: ImportScope,
  { row, digest }: ReadRow<StatementFileRow>,
  { customerId, kinds, known }: Known,
): Taken {
  const { place, seen } = scope
  const name = row.customerExternalId
  const refused = (code: 'customer-not-found' | 'another-type' | 'repeated-in-file') => ({
    outcome: [{ column: 'customer_external_id', code, value: name }],
  })
  if (customerId === undefined) return refused('customer-not-found')
  if (kinds.get(customerId) !== 'company') return refused('another-type')
  const key = statementKey({ customerId, ...row })
  const before = seen.get(key)
  if (before)
    return before.digest.equals(digest) ? { outcome: 'unchanged' } : refused('repeated-in-file')
  seen.add(key, { digest, name: '' })
  const held = known.get(key)
  const isSame =
    held?.isAudited === row.isAudited && canonicalText(held.figures) === canonicalText(row.figures)
  if (isSame) return { outcome: 'unchanged' }
  const made = statementOf(scope, row, { customerId, correctsId: held?.id ?? null })
  const change = {
    ...place,
    entity: 'statement' as const,
    entityId: made.id,
    change: 'created' as const,
    before: JSON.stringify({ corrects: made.correctsId }),
  }
  return { made, change }
}

function statementOf(
  { context, place, source }: ImportScope,
  { periodEnd, period, scope, isAudited, figures }: StatementFileRow,
  { customerId, correctsId }: { customerId: string; correctsId: string | null },
): ImportedStatement {
  return {
    institutionId: context.institution.id,
    id: uuidv7(),
    customerId,
    periodEnd,
    period,
    scope,
    isAudited,
    source,
    figures: JSON.stringify(figures),
    netAssets: figures.netAssets,
    correctsId,
    reason: correctsId === null ? null : 'imported',
    importBatchId: place.batchId,
    recordedBy: context.staff.id,
    recordedAt: context.now(),
  }
}
