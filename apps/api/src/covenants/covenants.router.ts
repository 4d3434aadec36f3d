import { type CovenantMeasure, unitOfMeasure } from '@banyan/domain/covenants/covenant'
import { z } from 'zod'
import { shownName } from '../access/masking.ts'
import type { StaffContext } from '../access/staff-context.ts'
import { findFile } from '../customers/customer-file.queries.ts'
import { allowedTo, createRouter } from '../trpc.ts'
import { AddCovenant, addCovenant, EndCovenant, endCovenant } from './change-covenant.ts'
import { listContractsOf, listCovenants, listTests } from './covenants.queries.ts'
import {
  DecideResolution,
  decideResolution,
  ProposeResolution,
  proposeResolution,
} from './resolve-breach.ts'

const CovenantPage = z.strictObject({
  customerId: z.uuid().optional(),
  state: z.enum(['in-force', 'breached', 'ended']).optional(),
  cursor: z.uuid().optional(),
  limit: z.int().min(1).max(100).default(50),
})
const OfCustomer = z.strictObject({ customerId: z.uuid() })
const OfCovenant = z.strictObject({ covenantId: z.uuid() })

async function list(context: StaffContext, { limit, ...filter }: z.output<typeof CovenantPage>) {
  const found = await listCovenants(context, { ...filter, limit: limit + 1 })
  const rows = found.slice(0, limit).map(({ customerKind, ...row }) => ({
    ...row,
    customerName: shownName(context, customerKind, row.customerName),
    unit: unitOfMeasure(row.measure as CovenantMeasure),
  }))
  return { rows, next: found.length > limit ? (rows.at(-1)?.id ?? null) : null }
}

async function tests(context: StaffContext, { covenantId }: z.output<typeof OfCovenant>) {
  const rows = await listTests(context, covenantId)
  return { rows: rows.map((row) => ({ ...row, decidedAt: row.decidedAt?.toISOString() ?? null })) }
}

async function contracts(context: StaffContext, { customerId }: z.output<typeof OfCustomer>) {
  await findFile(context, customerId)
  return { rows: await listContractsOf(context, customerId) }
}

export const covenants = createRouter({
  list: allowedTo('see covenants').read(CovenantPage, list),
  tests: allowedTo('see covenants').read(OfCovenant, tests),
  contracts: allowedTo('see covenants').read(OfCustomer, contracts),
  add: allowedTo('keep covenants').write(AddCovenant, addCovenant),
  end: allowedTo('end covenants').write(EndCovenant, endCovenant),
  proposeResolution: allowedTo('keep covenants').write(ProposeResolution, proposeResolution),
  decideResolution: allowedTo('decide on breaches').write(DecideResolution, decideResolution),
})
