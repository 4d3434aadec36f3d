import { uuidv7 } from '@banyan/database'
import type { Day } from '@banyan/domain/calendar'
import { type CompanyDetails, companyProblems, Licence } from '@banyan/domain/customers/company'
import { Refused } from '@banyan/domain/refused'
import { z } from 'zod'
import type { StaffContext } from '../access/staff-context.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { found } from '../not-found.ts'
import { insertLicence, markLicenceRemoved } from './customer-changes.queries.ts'
import { lockFile } from './customer-file.queries.ts'
import { openFile } from './open-file.ts'

export const AddLicence = z.strictObject({ customerId: z.uuid(), licence: Licence })
export const RemoveLicence = z.strictObject({ customerId: z.uuid(), licenceId: z.uuid() })

const longest = 50

export async function addLicence(
  context: StaffContext,
  { customerId, licence }: z.infer<typeof AddLicence>,
): Promise<{ id: string }> {
  const file = await lockFile(context, customerId)
  if (file.kind !== 'company') throw new Refused('licences-are-for-companies')
  const { details, licences } = await openFile(context, file)
  if (licences.length >= longest) throw new Refused('too-many-licences')
  if (details.kind === 'company') refuseProblems(details, licence, context.businessDay)
  const id = uuidv7()
  await insertLicence(context, {
    institutionId: context.institution.id,
    id,
    customerId,
    ...licence,
    createdBy: context.staff.id,
    createdAt: context.now(),
  })
  await recordAudit(context, {
    entity: 'customer',
    id: customerId,
    action: 'licence-added',
    detail: { ...licence },
  })
  return { id }
}

/** Marked as removed, never deleted. */
export async function removeLicence(
  context: StaffContext,
  { customerId, licenceId }: z.infer<typeof RemoveLicence>,
): Promise<{ id: string }> {
  await lockFile(context, customerId)
  const removed = found(await markLicenceRemoved(context, customerId, licenceId), 'licence')
  await recordAudit(context, {
    entity: 'customer',
    id: customerId,
    action: 'licence-removed',
    detail: removed,
  })
  return { id: licenceId }
}

function refuseProblems(company: CompanyDetails, licence: Licence, today: Day): void {
  const problems = companyProblems({ ...company, licences: [licence] }, today)
    .filter(({ field }) => field.startsWith('licences.'))
    .map(({ field, reason }) => ({ field: field.replace('licences.0.', ''), reason }))
  if (problems.length > 0) throw new Refused('licence-has-problems', { problems })
}
