import { z } from 'zod'
import { Day } from '../calendar.ts'
import {
  comparisons,
  type ConditionFieldName,
  conditionFieldNames,
  conditionFields,
  isChoice,
} from './condition-fields.ts'

export const mostConditions = 30
export const deepestGroup = 3

const Field = z.enum(conditionFieldNames as [ConditionFieldName, ...ConditionFieldName[]])
const Whole = z.int().min(-Number.MAX_SAFE_INTEGER).max(Number.MAX_SAFE_INTEGER)
const Days = z.int().min(0).max(36_500)
const Range = z.tuple([Whole, Whole]).refine(([from, to]) => from <= to, 'range-is-reversed')
const DayRange = z.tuple([Day, Day]).refine(([from, to]) => from <= to, 'range-is-reversed')

/** Every comparison with the form of its value; strict, so that nothing unknown is passed over. */
const Condition = z
  .discriminatedUnion('is', [
    z.strictObject({
      field: Field,
      is: z.enum(['in', 'not-in']),
      value: z.array(z.string().min(1).max(80)).min(1).max(50),
    }),
    z.strictObject({ field: Field, is: z.enum(['at-least', 'at-most']), value: Whole }),
    z.strictObject({ field: Field, is: z.literal('between'), value: z.union([Range, DayRange]) }),
    z.strictObject({ field: Field, is: z.enum(['from', 'until']), value: Day }),
    z.strictObject({ field: Field, is: z.enum(['within-days', 'older-than-days']), value: Days }),
    z.strictObject({ field: Field, is: z.enum(['known', 'unknown']) }),
    z.strictObject({ field: Field, is: z.literal('is'), value: z.boolean() }),
    z.strictObject({
      field: Field,
      is: z.enum(['contains', 'begins']),
      value: z.string().trim().min(1).max(60),
    }),
  ])
  .superRefine((condition, context) => {
    const problem = conditionProblem(condition)
    if (problem) context.addIssue({ code: 'custom', message: problem })
  })

/** One comparison of one field, such as a balance of at least 5,000,000 yuan. */
export type Condition = z.infer<typeof Condition>

/** All, or any, of several conditions and groups of conditions. */
export type ConditionGroup = { all: ConditionNode[] } | { any: ConditionNode[] }
export type ConditionNode = Condition | ConditionGroup

const Group: z.ZodType<ConditionGroup, ConditionGroup> = z.lazy(() =>
  z.union([
    z.strictObject({ all: z.array(Node).max(mostConditions) }),
    z.strictObject({ any: z.array(Node).max(mostConditions) }),
  ]),
) as z.ZodType<ConditionGroup, ConditionGroup>

const Node: z.ZodType<ConditionNode, ConditionNode> = z.lazy(() =>
  z.union([Condition, Group]),
) as z.ZodType<ConditionNode, ConditionNode>

/** A filter as it travels: at most 30 conditions, at most three groups deep; what is unknown is refused. */
export const ConditionTree = z
  .unknown()
  .superRefine((value, context) => {
    if (depthOf(value) > deepestGroup) context.addIssue({ code: 'custom', message: 'too-deep' })
  })
  .pipe(Group)
  .refine((tree) => conditionsIn(tree).length <= mostConditions, 'too-many-conditions')

/** Depth of what was sent, read without recursion so that no depth of nesting breaks the reader. */
function depthOf(value: unknown): number {
  let level = [value]
  let depth = 0
  while (level.length > 0 && depth <= deepestGroup) {
    const groups = level.filter(isGroupLike)
    if (groups.length === 0) return depth
    depth++
    level = groups.flatMap((group) => Object.values(group).flat(1))
  }
  return depth
}

const isGroupLike = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && ('all' in value || 'any' in value)

export function isGroup(node: ConditionNode): node is ConditionGroup {
  return 'all' in node || 'any' in node
}

function partsOf(group: ConditionGroup): readonly ConditionNode[] {
  return 'all' in group ? group.all : group.any
}

/** Every condition of a tree, from left to right. */
export function conditionsIn(node: ConditionNode): Condition[] {
  return isGroup(node) ? partsOf(node).flatMap(conditionsIn) : [node]
}

/** Why a field cannot be compared so, or null: the comparison is of another type, or the choice unknown. */
function conditionProblem(condition: Condition): string | null {
  const { field, is } = condition
  const { type } = conditionFields[field]
  const allowed: readonly string[] = comparisons[type]
  if (!allowed.includes(is)) return 'comparison-does-not-fit-field'
  if (condition.is === 'in' || condition.is === 'not-in') {
    return condition.value.every((value) => isChoice(field, value)) ? null : 'unknown-choice'
  }
  if (condition.is === 'between') {
    const isDays = typeof condition.value[0] === 'string'
    return isDays === (type === 'day') ? null : 'value-does-not-fit-field'
  }
  return null
}
