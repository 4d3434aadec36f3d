import { day } from '@banyan/domain/calendar'
import {
  expiredLicences,
  factFields,
  factState,
  isKnownValue,
  licenceState,
} from '@banyan/domain/customers/evidence'
import { shownName } from '../access/masking.ts'
import type { StaffContext } from '../access/staff-context.ts'
import { findFile } from '../customers/customer-file.queries.ts'
import { fieldProvenance } from '../customers/field-provenance.ts'
import { type OpenedFile, openFile } from '../customers/open-file.ts'
import { versionDetails } from '../customers/read-versions.ts'
import { shownFile } from '../customers/shown-file.ts'
import { listVersions } from '../customers/versions.queries.ts'
import { listConflicts, listFalseMarks, listVerifications } from './facts.queries.ts'

/** Every field of a file with its source, its time, who vouches for it and until when. */
export async function listFacts(context: StaffContext, { customerId }: { customerId: string }) {
  const file = await findFile(context, customerId)
  const opened = await openFile(context, file)
  const entries = await listVersions(context, customerId)
  const fields = factFields(opened.details)
  const origins = fieldProvenance(fields, entries, (entry) => versionDetails(context, file, entry))
  const proofs = await listVerifications(context, customerId)
  const open = await listConflicts(context, { customerId, state: 'open', limit: 200 })
  const known = new Map<string, unknown>(Object.entries(opened.details))
  const shown = new Map<string, unknown>(Object.entries(shownFile(context, opened.details)))
  const falseMarks = await openFalseMarks(context, customerId)
  const facts = fields.map((field) => {
    const origin = origins.get(field)
    const proof = proofs.find((candidate) => candidate.field === field)
    const expiresOn = proof?.expiresOn ? day(proof.expiresOn) : null
    const isKnown = isKnownValue(known.get(field))
    return {
      field,
      value: shown.get(field) ?? null,
      source: origin?.source ?? file.source,
      since: origin?.validFrom ?? file.validFrom,
      at: (origin?.knownFrom ?? file.createdAt).toISOString(),
      by: origin?.changedBy ?? null,
      version: origin?.version ?? 1,
      verification: proof
        ? {
            by: proof.verifiedBy,
            at: proof.verifiedAt.toISOString(),
            evidence: proof.evidence,
            documentId: proof.documentId,
            expiresOn,
          }
        : null,
      state: factState(
        { isKnown, verification: proof ? { expiresOn } : null },
        context.businessDay,
      ),
      conflictId: open.find((conflict) => conflict.field === field)?.id ?? null,
    }
  })
  const name = shownName(context, file.kind, file.name)
  const blocks = [
    ...falseMarks.map((mark) => ({
      reason: 'false-material' as const,
      field: null,
      licence: null,
      customerId: mark.customerId,
      customerNumber: mark.customerNumber,
      name: mark.customerName,
    })),
    ...blocksOf(context, opened, facts).map((block) => ({
      ...block,
      customerId,
      customerNumber: file.number,
      name,
    })),
  ]
  return { fields: facts, licences: licencesOf(context, opened), falseMarks, blocks }
}

function blocksOf(
  { businessDay }: StaffContext,
  { details, licences }: OpenedFile,
  facts: readonly { field: string; state: string }[],
) {
  const expired = facts
    .filter(({ state }) => state === 'expired')
    .map(({ field }) => ({ reason: 'fact-expired' as const, field, licence: null }))
  if (details.kind === 'person') return expired
  const kinds = expiredLicences(details.companyType, licences, businessDay)
  return [
    ...expired,
    ...kinds.map((licence) => ({ reason: 'licence-expired' as const, field: null, licence })),
  ]
}

function licencesOf({ businessDay }: StaffContext, { licences }: OpenedFile) {
  return licences.map((licence) => ({ ...licence, state: licenceState(licence, businessDay) }))
}

async function openFalseMarks(context: StaffContext, customerId: string) {
  const marks = await readFalseMarks(context, { customerId })
  return marks.filter(({ liftedAt }) => liftedAt === null)
}

/** Marks of false material on a customer, and open ones on others of its group. */
export async function readFalseMarks(
  context: StaffContext,
  { customerId }: { customerId: string },
) {
  await findFile(context, customerId)
  const marks = await listFalseMarks(context, customerId)
  return marks.map(({ customerKind, ...mark }) => ({
    ...mark,
    customerName: shownName(context, customerKind, mark.customerName),
    markedAt: mark.markedAt.toISOString(),
    liftedAt: mark.liftedAt?.toISOString() ?? null,
  }))
}
