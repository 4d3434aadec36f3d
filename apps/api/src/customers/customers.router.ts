import { day } from '@banyan/domain/calendar'
import { customerKinds } from '@banyan/domain/customers/customer'
import { customerStatuses } from '@banyan/domain/customers/customer-status'
import { fileVersion } from '@banyan/domain/customers/file-version'
import { ageOn } from '@banyan/domain/customers/identity-number'
import { z } from 'zod'
import { shownName } from '../access/masking.ts'
import type { StaffContext } from '../access/staff-context.ts'
import { listAccesses } from '../audit/access-log.queries.ts'
import { listHistory } from '../audit/history.queries.ts'
import { allowedTo, createRouter } from '../trpc.ts'
import { AssignCustomer, assignCustomer } from './assign-customer.ts'
import { ChangeCustomer, changeCustomer } from './change-customer.ts'
import { compareVersions, FileAsOf, readFileAsOf, TwoVersions } from './compare-versions.ts'
import { CreateCustomer, createCustomer } from './create-customer.ts'
import { findFile } from './customer-file.queries.ts'
import { listCustomers } from './customer-list.queries.ts'
import { getCustomer } from './get-customer.ts'
import { AddLicence, addLicence, RemoveLicence, removeLicence } from './keep-licences.ts'
import { readVersion, readVersions } from './read-versions.ts'
import { RevealField, revealField } from './reveal-field.ts'
import {
  activateCustomer,
  freezeCustomer,
  OneCustomer,
  StepWithReason,
  unfreezeCustomer,
} from './step-customer.ts'

const Page = { cursor: z.uuid().optional(), limit: z.int().min(1).max(100).default(50) }

const CustomerFilter = z.strictObject({
  ...Page,
  kind: z.enum(customerKinds).optional(),
  status: z.enum(customerStatuses).optional(),
  branchId: z.uuid().optional(),
  officerId: z.uuid().optional(),
  text: z.string().max(200).optional(),
})

const OneVersion = z.strictObject({ id: z.uuid(), version: z.int32().positive() })
const AccessPage = z.strictObject({ id: z.uuid(), ...Page })
const HistoryPage = z.strictObject({
  id: z.uuid(),
  before: z.int32().positive().optional(),
  limit: z.int().min(1).max(100).default(50),
})

async function list(context: StaffContext, filter: z.output<typeof CustomerFilter>) {
  const found = await listCustomers(context, { ...filter, limit: filter.limit + 1 })
  const page = found.slice(0, filter.limit)
  const rows = page.map(({ bornOn, ...row }) => ({
    ...row,
    name: shownName(context, row.kind, row.name),
    label: fileVersion(row.number, row.fileVersion),
    age: bornOn === null ? null : ageOn(day(bornOn), context.businessDay),
    changedAt: row.changedAt.toISOString(),
  }))
  return { rows, next: found.length > page.length ? (page.at(-1)?.id ?? null) : null }
}

async function accesses(context: StaffContext, { id, cursor, limit }: z.output<typeof AccessPage>) {
  await findFile(context, id)
  const page = { before: cursor, limit: limit + 1 }
  const found = await listAccesses(context.tx, context.institution.id, id, page)
  const rows = found.slice(0, limit).map((row) => ({ ...row, at: row.at.toISOString() }))
  return { rows, next: found.length > limit ? (rows.at(-1)?.id ?? null) : null }
}

async function history(context: StaffContext, { id, before, limit }: z.output<typeof HistoryPage>) {
  await findFile(context, id)
  const page = { before, limit: limit + 1 }
  const found = await listHistory(context.tx, context.institution.id, id, page)
  const rows = found.slice(0, limit)
  return { rows, next: found.length > limit ? (rows.at(-1)?.seq ?? null) : null }
}

export const customers = createRouter({
  list: allowedTo('see customers').read(CustomerFilter, list),
  get: allowedTo('see customers').read(OneCustomer, getCustomer),
  create: allowedTo('create customers').write(CreateCustomer, createCustomer),
  change: allowedTo('change customers').write(ChangeCustomer, changeCustomer),
  versions: allowedTo('see customers').read(OneCustomer, readVersions),
  version: allowedTo('see customers').read(OneVersion, readVersion),
  versionDifference: allowedTo('see customers').read(TwoVersions, compareVersions),
  asOf: allowedTo('see customers').read(FileAsOf, readFileAsOf),
  activate: allowedTo('activate customers').write(OneCustomer, activateCustomer),
  freeze: allowedTo('freeze customers').write(StepWithReason, freezeCustomer),
  unfreeze: allowedTo('freeze customers').write(StepWithReason, unfreezeCustomer),
  addLicence: allowedTo('keep licences').write(AddLicence, addLicence),
  removeLicence: allowedTo('keep licences').write(RemoveLicence, removeLicence),
  assign: allowedTo('assign customers').write(AssignCustomer, assignCustomer),
  reveal: allowedTo('reveal personal data', { fresh: true, keepsReply: false }).write(
    RevealField,
    revealField,
  ),
  accessLog: allowedTo('see who viewed').read(AccessPage, accesses),
  history: allowedTo('see customer history').read(HistoryPage, history),
})
