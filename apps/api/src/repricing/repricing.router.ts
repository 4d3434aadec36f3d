import { day } from '@banyan/domain/calendar'
import { repricingRefusal, type RepricingRules } from '@banyan/domain/products/repricing'
import { z } from 'zod'
import { shownName } from '../access/masking.ts'
import type { StaffContext } from '../access/staff-context.ts'
import { rulesInForce } from '../post-loan-rules/rules-in-force.ts'
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
  customerId: z.uuid().optional(),
  after: z.uuid().optional(),
  limit: z.int().min(1).max(100).default(50),
})

async function list(context: StaffContext, page: z.output<typeof RepricingPage>) {
  const found = await listRepricings(context, { ...page, limit: page.limit + 1 })
  const shown = found.slice(0, page.limit)
  const ruleOn = await rulesOf(
    context,
    shown.map(({ foundOn }) => foundOn),
  )
  const rows = shown.map(({ customerKind, ...row }) => {
    const status = row.status as RepricingStatus
    const { allowsRepricing } = row
    const refusal = repricingRefusal({ status, allowsRepricing })
    const customerName = shownName(context, customerKind, row.customerName)
    return { ...row, status, customerName, refusal, rule: ruleOn.get(row.foundOn) ?? null }
  })
  const { version, rules } = await rulesInForce(context, 'repricing', context.businessDay)
  return {
    rules: { version, ...rules },
    rows,
    next: found.length > page.limit ? (rows.at(-1)?.id ?? null) : null,
  }
}

/** What the suggestion of each day rests on, and whether a person has confirmed it. */
async function rulesOf(context: StaffContext, days: readonly string[]) {
  const rules = new Map<string, RepricingRules & { version: number }>()
  for (const on of new Set(days)) {
    const inForce = await rulesInForce(context, 'repricing', day(on))
    rules.set(on, { version: inForce.version, ...inForce.rules })
  }
  return rules
}

export const repricings = createRouter({
  list: allowedTo('see repricings').read(RepricingPage, list),
  adopt: allowedTo('answer repricings').write(RepricingAdoption, adoptRepricing),
  dismiss: allowedTo('answer repricings').write(RepricingDismissal, dismissRepricing),
})
