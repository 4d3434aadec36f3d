import { valueAt, withValue, type RulePath } from './rule-leaves.ts'

const order = ['yellow', 'orange', 'red']

interface Level {
  colour: string
  threshold: number
}

/** The threshold of a rule for a colour; null takes the colour from the rule. */
export function withLevel(
  body: unknown,
  { rule, colour }: { rule: number; colour: string },
  threshold: number | null,
): unknown {
  const path: RulePath = ['rules', rule, 'levels']
  const levels = (valueAt(body, path) as Level[]).filter((level) => level.colour !== colour)
  const added = threshold === null ? levels : [...levels, { colour, threshold }]
  const sorted = added.toSorted((a, b) => order.indexOf(a.colour) - order.indexOf(b.colour))
  return withValue(body, path, sorted)
}

/** A list with its last row once more, to be changed into the next one. */
export function withRowAdded(body: unknown, path: RulePath): unknown {
  const rows = valueAt(body, path) as unknown[]
  return withValue(body, path, [...rows, { ...Object(rows.at(-1)) }])
}

export function withRowRemoved(body: unknown, path: RulePath, at: number): unknown {
  const rows = valueAt(body, path) as unknown[]
  return withValue(
    body,
    path,
    rows.filter((_, index) => index !== at),
  )
}
