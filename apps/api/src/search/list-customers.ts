import { day } from '@banyan/domain/calendar'
import { fileVersion } from '@banyan/domain/customers/file-version'
import { ageOn } from '@banyan/domain/customers/identity-number'
import { daysPastDue } from '@banyan/domain/loans/days-past-due'
import { ConditionTree } from '@banyan/domain/search/condition-tree'
import { ChosenFacets, type FacetField, facetFields, none } from '@banyan/domain/search/facets'
import { z } from 'zod'
import { shownName } from '../access/masking.ts'
import type { StaffContext } from '../access/staff-context.ts'
import type { Fragment } from './condition-fragments.queries.ts'
import { chosenIn, type Narrowing } from './customers-where.queries.ts'
import { countFacets, countNarrowed, type FacetCount, namesOf } from './facets.queries.ts'
import {
  bears,
  customerSorts,
  type ListedCustomer,
  listNarrowed,
} from './list-customers.queries.ts'
import { mostWith, nameShares } from './name-shares.ts'
import type { Sought } from './named.queries.ts'
import { type BoxQuestion, readQuestion, together } from './read-operators.ts'
import { readSought } from './read-sought.ts'

const questions = {
  text: z.string().max(200).default(''),
  filter: ConditionTree.nullish(),
  chosen: ChosenFacets.default({}),
}

export const CustomerList = z.strictObject({
  ...questions,
  sort: z.enum(customerSorts).default('name'),
  after: z.uuid().nullish(),
  limit: z.int().min(1).max(100).default(50),
})
export type CustomerList = z.infer<typeof CustomerList>

export const CustomerFacets = z.strictObject({
  ...questions,
  fields: z.array(z.enum(facetFields)).max(facetFields.length).optional(),
})
export type CustomerFacets = z.infer<typeof CustomerFacets>

/** Facets are counted among at most so many customers, and totals up to as many. */
const counted = 5_000
const mostValues = 20

interface Understood {
  question: BoxQuestion
  narrowing: Narrowing
  named: Fragment | null
}

/** The box, the filter and the chosen facets as one; with problems in the box nobody is listed. */
async function understand(
  context: StaffContext,
  { text, filter, chosen }: Pick<CustomerList, 'text' | 'filter' | 'chosen'>,
): Promise<Understood> {
  const { institution, staff, businessDay, scope } = context
  const question = await readQuestion(context, text)
  const asker = { institutionId: institution.id, staffId: staff.id, businessDay }
  const { sought } = readSought(context, question.text)
  return {
    question,
    narrowing: { scope, asker, filter: together(filter, question.chips), chosen },
    named: sought.name === '' ? null : await namedIn(context, sought),
  }
}

async function namedIn({ tx, institution, scope }: StaffContext, sought: Sought) {
  const branchIds = scope.reach === 'branch' ? scope.branchIds : null
  const most = mostWith(await nameShares(tx, institution.id), sought.grams)
  return bears(sought, { party: 'customer', branchIds }, most)
}

/** The list of customers: what the box, the filter and the facets leave of those within reach. */
export async function listFiltered(context: StaffContext, list: CustomerList) {
  const { question, narrowing, named } = await understand(context, list)
  const { chips, problems } = question
  if (problems.length > 0) return { chips, problems, rows: [], next: null }
  const { sort, after, limit } = list
  const found = await listNarrowed(context.tx, {
    narrowing,
    named,
    sort,
    after: after ?? null,
    limit: limit + 1,
  })
  const rows = found.slice(0, limit)
  return {
    chips,
    problems,
    rows: rows.map((row) => asListed(context, row)),
    next: found.length > limit ? (rows.at(-1)?.id ?? null) : null,
  }
}

function asListed(context: StaffContext, row: ListedCustomer) {
  const { fileVersion: version, bornOn, oldestUnpaidOn, groupRootKind, ...shown } = row
  const { businessDay } = context
  return {
    ...shown,
    name: shownName(context, row.kind, row.name),
    legalRepresentative:
      row.legalRepresentative === null
        ? null
        : shownName(context, 'person', row.legalRepresentative),
    groupName:
      row.groupName === null ? null : shownName(context, groupRootKind ?? '', row.groupName),
    label: fileVersion(row.number, version),
    age: bornOn === null ? null : ageOn(day(bornOn), businessDay),
    daysPastDue: daysPastDue(oldestUnpaidOn === null ? null : day(oldestUnpaidOn), businessDay),
    createdAt: row.createdAt.toISOString(),
    changedAt: row.changedAt.toISOString(),
  }
}

/** How many customers have which value of each facet, under every other condition. */
export async function readFacets(context: StaffContext, asked: CustomerFacets) {
  const { question, narrowing, named } = await understand(context, asked)
  const { chips, problems } = question
  if (problems.length > 0) return { chips, problems, total: 0, isCapped: false, facets: [] }
  const fields = asked.fields ?? facetFields
  const count = { narrowing, named, fields, atMost: counted }
  const { counts, ...met } = await countFacets(context.tx, count)
  // Among the first of many, few may be what is chosen: those are counted by themselves.
  const isUnsure = met.isCapped && chosenIn(narrowing.chosen).length > 0
  const total = isUnsure ? await countNarrowed(context.tx, count) : met.total
  const labels = await labelsOf(context, counts)
  return {
    chips,
    problems,
    total: Math.min(total, counted),
    isCapped: isUnsure ? total > counted : met.isCapped,
    facets: fields.map((field) => facetOf(field, counts, { labels, chosen: asked.chosen[field] })),
  }
}

function labelsOf({ tx, institution }: StaffContext, counts: readonly FacetCount[]) {
  const of = (field: FacetField) =>
    counts.flatMap((each) => (each.field === field && each.value !== null ? [each.value] : []))
  return namesOf(tx, institution.id, { branches: of('branch'), staff: of('officer') })
}

function facetOf(
  field: FacetField,
  counts: readonly FacetCount[],
  {
    labels,
    chosen = [],
  }: { labels: ReadonlyMap<string, string>; chosen?: readonly string[] | undefined },
) {
  const all = counts
    .filter((each) => each.field === field)
    .map(({ value, count }) => ({
      value: value ?? none,
      label: value === null ? null : (labels.get(value) ?? null),
      count,
    }))
  const values = all.filter(({ value }, index) => index < mostValues || chosen.includes(value))
  const met = new Set(values.map(({ value }) => value))
  const unmet = chosen.filter((value) => !met.has(value))
  return {
    field,
    values: [
      ...values,
      ...unmet.map((value) => ({ value, label: labels.get(value) ?? null, count: 0 })),
    ],
    more: all.length - values.length,
  }
}
