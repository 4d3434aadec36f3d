import { z } from 'zod'
import { tiers } from '../classification/tiers.ts'
import { customerKinds } from '../customers/customer.ts'
import { customerStatuses } from '../customers/customer-status.ts'

/** What found customers are counted by, beside the list. */
export const facetFields = [
  'kind',
  'status',
  'branch',
  'officer',
  'tier',
  'industry',
  'region',
  'group',
] as const
export type FacetField = (typeof facetFields)[number]

/** The value of whoever has none: no officer, no loan, no section, no region. */
export const none = 'none'

const oneOf = <T extends string>(values: readonly [T, ...T[]]) =>
  z.array(z.enum(values)).min(1).max(50).optional()
const ids = z
  .array(z.union([z.uuid(), z.literal(none)]))
  .min(1)
  .max(50)
  .optional()
const codes = (pattern: RegExp) => z.array(z.string().regex(pattern)).min(1).max(50).optional()

/** Chosen values: any of those within a facet, and every facet. */
export const ChosenFacets = z.strictObject({
  kind: oneOf(customerKinds),
  status: oneOf(customerStatuses),
  branch: ids,
  officer: ids,
  tier: oneOf([...tiers, none]),
  industry: codes(/^(?:[A-T]|none)$/),
  region: codes(/^(?:\d{2}|none)$/),
  group: oneOf(['in', 'out']),
})
export type ChosenFacets = z.infer<typeof ChosenFacets>
