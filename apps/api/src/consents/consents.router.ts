import { z } from 'zod'
import type { StaffContext } from '../access/staff-context.ts'
import { findFile } from '../customers/customer-file.queries.ts'
import { allowedTo, createRouter } from '../trpc.ts'
import { listConsents } from './consents.queries.ts'
import { RecordConsent, recordConsent, WithdrawConsent, withdrawConsent } from './record-consent.ts'

const OfCustomer = z.strictObject({ customerId: z.uuid() })

async function list(context: StaffContext, { customerId }: z.infer<typeof OfCustomer>) {
  await findFile(context, customerId)
  return listConsents(context, customerId)
}

export const consents = createRouter({
  list: allowedTo('see customers').read(OfCustomer, list),
  record: allowedTo('record consents').write(RecordConsent, recordConsent),
  withdraw: allowedTo('record consents').write(WithdrawConsent, withdrawConsent),
})
