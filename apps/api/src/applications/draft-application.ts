import { uuidv7 } from '@banyan/database'
import type { NewApplication } from '@banyan/domain/applications/application'
import { yearOf } from '@banyan/domain/calendar'
import { Refused } from '@banyan/domain/refused'
import type { StaffContext } from '../access/staff-context.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { found } from '../not-found.ts'
import { takeNumbers } from '../officers/officers.queries.ts'
import { findCustomerForApplication, insertApplication } from './applications.queries.ts'
import { findOffer } from '../products/products.queries.ts'
import type { StepTaken } from './take-step.ts'

/** Opens an application for a customer; what is still missing may come later. */
export async function draftApplication(
  context: StaffContext,
  { customerId, ...terms }: NewApplication,
): Promise<StepTaken> {
  const customer = found(await findCustomerForApplication(context, customerId), 'customer')
  if (customer.status === 'closed') throw new Refused('customer-closed')
  await refuseUnlessOffered(context, terms.product)

  const id = uuidv7()
  const number = await nextNumber(context)
  await insertApplication(context, {
    id,
    number,
    customerId,
    branchId: customer.branchId,
    officerId: customer.officerId ?? context.staff.id,
    terms,
  })
  const detail = { number, customerId, product: terms.product }
  await recordAudit(context, { entity: 'application', id, action: 'draft', detail })
  return { id, number, status: 'draft', version: 1 }
}

export async function refuseUnlessOffered(context: StaffContext, code: string): Promise<void> {
  const offer = await findOffer(context, code, context.businessDay)
  if (!offer) throw new Refused('product-not-offered')
}

/** A2026-000001: rising within the year of the business day. */
async function nextNumber({ tx, institution, businessDay }: StaffContext): Promise<string> {
  const year = yearOf(businessDay)
  const count = await takeNumbers(tx, institution.id, `application-${year}`)
  return `A${year}-${String(count).padStart(6, '0')}`
}
