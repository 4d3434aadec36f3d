import { uuidv7 } from '@banyan/database'
import { Day } from '@banyan/domain/calendar'
import { verificationRefusal } from '@banyan/domain/customers/evidence'
import { textField } from '@banyan/domain/customers/field-schemas'
import { refuseIf } from '@banyan/domain/refused'
import { z } from 'zod'
import type { StaffContext } from '../access/staff-context.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { lockFile } from '../customers/customer-file.queries.ts'
import { fieldProvenance } from '../customers/field-provenance.ts'
import { openFile } from '../customers/open-file.ts'
import { versionDetails } from '../customers/read-versions.ts'
import { listVersions } from '../customers/versions.queries.ts'
import { factDigest } from '../evidence/fact-values.ts'
import { found } from '../not-found.ts'
import { isDocumentOf, setVerification } from './facts.queries.ts'

export const VerifyFact = z.strictObject({
  customerId: z.uuid(),
  field: z.string().min(1).max(40),
  evidence: textField(200).min(2, 'missing'),
  documentId: z.uuid().nullable(),
  expiresOn: Day.nullable(),
})

/** Vouches for the present value of a field, with what was seen; ends when the value changes. */
export async function verifyFact(
  context: StaffContext,
  { customerId, field, evidence, documentId, expiresOn }: z.infer<typeof VerifyFact>,
): Promise<{ customerId: string; field: string }> {
  const { institution, staff, keys, businessDay } = context
  const file = await lockFile(context, customerId)
  const { details } = await openFile(context, file)
  const entries = await listVersions(context, customerId)
  const origins = fieldProvenance([field], entries, (entry) => versionDetails(context, file, entry))
  const enteredBy = origins.get(field)?.changedById ?? ''
  const claim = { field, enteredBy, verifier: staff.id, expiresOn }
  refuseIf(verificationRefusal(details, claim, businessDay))
  if (documentId !== null) {
    found((await isDocumentOf(context, documentId, customerId)) || undefined, 'document')
  }
  const value: unknown = new Map<string, unknown>(Object.entries(details)).get(field)
  await setVerification(context, {
    institutionId: institution.id,
    id: uuidv7(),
    customerId,
    field,
    valueDigest: factDigest(keys, { customerId, field }, value),
    evidence,
    documentId,
    expiresOn,
    verifiedBy: staff.id,
    verifiedAt: context.now(),
  })
  await recordAudit(context, {
    entity: 'customer',
    id: customerId,
    action: 'fact-verified',
    detail: { field, documentId, expiresOn },
  })
  return { customerId, field }
}
