import { CustomerDetails, customerProblems, keptDetails } from '@banyan/domain/customers/customer'
import { customerNumber, fileVersion } from '@banyan/domain/customers/file-version'
import { Refused } from '@banyan/domain/refused'
import { z } from 'zod'
import type { StaffContext } from '../access/staff-context.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { compareWithRegistry } from '../evidence/registry-differences.ts'
import { findAlike } from '../likeness/find-alike.ts'
import { keepSuggestions } from '../likeness/keep-suggestions.ts'
import { takeNumbers } from '../officers/officers.queries.ts'
import { customerRows } from './customer-rows.ts'
import { insertCustomers } from './customers.queries.ts'
import { asTaken, refuseTaken } from './identifiers-taken.ts'

export const CreateCustomer = z.strictObject({ details: CustomerDetails })
export type CreateCustomer = z.infer<typeof CreateCustomer>

/** Opens a file as a draft, in the care of whoever enters it. */
export async function createCustomer(context: StaffContext, { details }: CreateCustomer) {
  const { tx, institution, staff, keys, businessDay } = context
  const kept = keptDetails(details)
  const problems = customerProblems(kept, businessDay)
  if (problems.length > 0) throw new Refused('file-has-problems', { problems })
  const at = context.now()
  const rows = customerRows(
    keys,
    {
      number: '',
      status: 'draft',
      branchId: staff.branchId,
      officerId: staff.id,
      source: 'portal',
      importBatchId: null,
      createdBy: staff.id,
      createdAt: at,
      validFrom: businessDay,
      reason: 'created',
    },
    kept,
  )
  await refuseTaken(context, rows.customer)
  // Before the number is taken: from then on every other who opens a file waits.
  const alike = await findAlike(context, kept, null)
  const number = customerNumber(await takeNumbers(tx, institution.id, 'customer'))
  const numbered = { ...rows, customer: { ...rows.customer, number } }
  await insertCustomers(tx, [numbered]).catch((error: unknown) => {
    throw asTaken(error)
  })
  const { id } = rows.customer
  await keepSuggestions(context, id, alike)
  if (kept.kind === 'company') {
    const { creditCode, ...facts } = kept
    await compareWithRegistry(context, { id, creditCode, source: 'portal', facts })
  }
  await recordAudit(context, {
    entity: 'customer',
    id,
    action: 'created',
    detail: { number, kind: kept.kind },
  })
  return { id, number, label: fileVersion(number, 1) }
}
