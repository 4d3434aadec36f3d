import { normaliseIdentifier } from '@banyan/domain/customers/identifier-text'
import { isStruckOff } from '@banyan/domain/imports/registry-file'
import { z } from 'zod'
import type { StaffContext } from '../access/staff-context.ts'
import { listRegisteredCustomers } from '../evidence/registered-customers.queries.ts'
import { listRegistryRecords } from '../evidence/registry-records.queries.ts'
import { allowedTo, createRouter } from '../trpc.ts'
import { findVisible } from './registry.queries.ts'

const Code = z.strictObject({ creditCode: z.string().trim().max(40) })

/** What the register says under a credit code, to fill a form with; null when it says nothing. */
async function lookup(context: StaffContext, { creditCode: given }: z.infer<typeof Code>) {
  const { tx, institution, keys } = context
  const creditCode = normaliseIdentifier(given)
  const record = (await listRegistryRecords(tx, institution.id, [creditCode])).get(creditCode)
  if (!record) return null
  const { addressSealed, loadedAt, institutionId: _, importBatchId: __, ...shown } = record
  const [held] = await listRegisteredCustomers(tx, institution.id, [creditCode])
  const address = addressSealed
    ? keys.openBytes('registry_record', creditCode, addressSealed).toString('utf8')
    : ''
  return {
    ...shown,
    address,
    isStruckOff: isStruckOff(record.status ?? ''),
    loadedAt: loadedAt.toISOString(),
    customer: held ? await findVisible(context, held.id) : null,
  }
}

export const registry = createRouter({
  lookup: allowedTo('look up the register').read(Code, lookup),
})
