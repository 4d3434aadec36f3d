import type { CustomerDetails, CustomerKind } from '@banyan/domain/customers/customer'
import { Refused } from '@banyan/domain/refused'
import { z } from 'zod'
import { shownName } from '../access/masking.ts'
import type { StaffContext } from '../access/staff-context.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { keepChange } from '../customers/change-customer.ts'
import { lockFile } from '../customers/customer-file.queries.ts'
import { openFile } from '../customers/open-file.ts'
import { shownValue } from '../customers/shown-file.ts'
import { openFactValue } from '../evidence/fact-values.ts'
import { found } from '../not-found.ts'
import { type ConflictEntry, listConflicts, settleConflictRow } from './facts.queries.ts'

export const ConflictPage = z.strictObject({
  customerId: z.uuid().optional(),
  state: z.enum(['open', 'settled', 'all']).default('open'),
  cursor: z.uuid().optional(),
  limit: z.int().min(1).max(100).default(50),
})

/** What sources disagree about, both values masked as the file is. */
export async function listDisagreements(
  context: StaffContext,
  page: z.output<typeof ConflictPage>,
) {
  const entries = await listConflicts(context, { ...page, limit: page.limit + 1 })
  const rows = entries.slice(0, page.limit).map((entry) => shownConflict(context, entry))
  return { rows, next: entries.length > page.limit ? (rows.at(-1)?.id ?? null) : null }
}

function shownConflict(context: StaffContext, entry: ConflictEntry) {
  const { heldSealed, otherSealed, heldSource, otherSource, customerKind, ...rest } = entry
  const kind = customerKind as CustomerKind
  const valueOf = (sealed: Buffer) =>
    shownValue(context, kind, entry.field, openFactValue(context.keys, entry.id, sealed))
  return {
    ...rest,
    customerName: shownName(context, kind, entry.customerName),
    held: { source: heldSource, value: valueOf(heldSealed) },
    other: { source: otherSource, value: valueOf(otherSealed) },
    raisedAt: entry.raisedAt.toISOString(),
    settledAt: entry.settledAt?.toISOString() ?? null,
  }
}

export const SettleConflict = z.strictObject({
  id: z.uuid(),
  choose: z.enum(['held', 'other']),
  reason: z.string().trim().min(4, 'too-short').max(200, 'too-long'),
})

/** Picks one of two values; the file takes it in a new version when it holds the other. */
export async function settleConflict(
  context: StaffContext,
  { id, choose, reason }: z.infer<typeof SettleConflict>,
): Promise<{ id: string; version: number | null }> {
  const [conflict] = await listConflicts(context, { id, state: 'all', limit: 1 })
  const { customerId, field, taken, ...sources } = found(conflict, 'conflict')
  const file = await lockFile(context, customerId)
  if (!(await settleConflictRow(context, id, { choice: choose, reason }))) {
    throw new Refused('already-settled')
  }
  let version: number | null = null
  const { details: before } = await openFile(context, file)
  const [sealed, source] =
    choose === 'held'
      ? [sources.heldSealed, sources.heldSource]
      : [sources.otherSealed, sources.otherSource]
  const value = openFactValue(context.keys, id, sealed)
  const present: unknown = new Map<string, unknown>(Object.entries(before)).get(field)
  if (JSON.stringify(present) !== JSON.stringify(value)) {
    const after = { ...before, [field]: value } as CustomerDetails
    version = (await keepChange(context, file, { before, after, reason, source })).version
  }
  await recordAudit(context, {
    entity: 'customer',
    id: customerId,
    action: 'conflict-settled',
    detail: { conflict: id, field, taken, choose, version, reason },
  })
  return { id, version }
}
