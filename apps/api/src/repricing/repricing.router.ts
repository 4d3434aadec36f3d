import { repricingRefusal } from '@banyan/domain/products/repricing'
import { z } from 'zod'
import { shownName } from '../access/masking.ts'
import type { StaffContext } from '../access/staff-context.ts'
import { allowedTo, createRouter } from '../trpc.ts'
import {
  adoptRepricing,
  dismissRepricing,
  RepricingAdoption,
  RepricingDismissal,
} from './answer-repricing.ts'
import { listRepricings, type RepricingStatus } from './repricing.queries.ts'

const RepricingPage = z.strictObject({
  status: z.enum(['open', 'adopted', 'dismissed']).optional(),
  loanId: z.uuid().optional(),
  after: z.uuid().optional(),
  limit: z.int().min(1).max(100).default(50),
})

async function list(context: StaffContext, page: z.output<typeof RepricingPage>) {
  const found = await listRepricings(context, { ...page, limit: page.limit + 1 })
  const rows = found.slice(0, page.limit).map(({ customerKind, ...row }) => {
    const status = row.status as RepricingStatus
    const { allowsRepricing } = row
    const refusal = repricingRefusal({ status, allowsRepricing })
    const customerName = shownName(context, customerKind, row.customerName)
    return { ...row, status, customerName, refusal }
  })
  return { rows, next: found.length > page.limit ? (rows.at(-1)?.id ?? null) : null }
}

export const repricings = createRouter({
  list: allowedTo('see repricings').read(RepricingPage, list),
  adopt: allowedTo('answer repricings').write(RepricingAdoption, adoptRepricing),
  dismiss: allowedTo('answer repricings').write(RepricingDismissal, dismissRepricing),
})
