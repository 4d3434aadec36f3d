/** A value of a rule set: a scalar, or a list of words that is compared whole. */
export type RuleValue = string | number | boolean | null | readonly string[]

export type RulePath = readonly (string | number)[]

/**
 * One value of a rule set. `pattern` is its place with a star for every row (`rules.*.levels.*.threshold`), `rows`
 * what those rows are called (`['overdue', 'red']`), `row` the outermost of them, for what only it can tell.
 */
export interface RuleLeaf {
  readonly path: RulePath
  readonly pattern: string
  readonly rows: readonly string[]
  readonly row: unknown
  readonly value: RuleValue
}

const named = new Set(['yellow', 'orange', 'red'])

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** What a row is known by across versions, so that moving it is no change. */
function rowName(item: unknown, index: number): string {
  if (!isRecord(item)) return String(index + 1)
  const { code, colour, days, from, tier, customers, leastExposure } = item
  const known = code ?? colour ?? days ?? from
  if (known !== undefined) return String(known)
  return tier === undefined ? String(index + 1) : [tier, customers, leastExposure].join(' ')
}

interface Place {
  readonly path: RulePath
  readonly pattern: string
  readonly rows: readonly string[]
  readonly row: unknown
}

const under = ({ path, pattern, rows, row }: Place, key: string): Place => {
  const isRow = named.has(key)
  return {
    path: [...path, key],
    pattern: `${pattern}${pattern === '' ? '' : '.'}${isRow ? '*' : key}`,
    rows: isRow ? [...rows, key] : rows,
    row,
  }
}

function walk(value: unknown, place: Place): RuleLeaf[] {
  const { path, pattern, rows, row } = place
  if (isRecord(value)) {
    return Object.entries(value).flatMap(([key, part]) => walk(part, under(place, key)))
  }
  if (Array.isArray(value) && (pattern === 'escalation' || value.some(isRecord))) {
    return value.flatMap((item, index) =>
      walk(item, {
        path: [...path, index],
        pattern: `${pattern}.*`,
        rows: [...rows, rowName(item, index)],
        row: row ?? item,
      }),
    )
  }
  return [{ ...place, value: value as RuleValue }]
}

/** Every single value of a rule set, in the order of the set. */
export function ruleLeaves(body: unknown): RuleLeaf[] {
  return walk(body, { path: [], pattern: '', rows: [], row: undefined })
}

export interface RuleDifference {
  readonly leaf: RuleLeaf
  readonly before: RuleValue | undefined
  readonly after: RuleValue | undefined
}

const keyOf = ({ pattern, rows }: RuleLeaf) => `${pattern} ${rows.join(' ')}`

/** What two versions hold differently, value by value; undefined where one has no such row. */
export function ruleDifferences(before: unknown, after: unknown): RuleDifference[] {
  const earlier = new Map(ruleLeaves(before).map((leaf) => [keyOf(leaf), leaf]))
  const later = new Map(ruleLeaves(after).map((leaf) => [keyOf(leaf), leaf]))
  return [...new Set([...earlier.keys(), ...later.keys()])].flatMap((key): RuleDifference[] => {
    const [was, is] = [earlier.get(key), later.get(key)]
    const leaf = is ?? was
    const isSame = JSON.stringify(was?.value) === JSON.stringify(is?.value)
    return !leaf || isSame ? [] : [{ leaf, before: was?.value, after: is?.value }]
  })
}

/** The set with one value replaced; the rest is left as it is. */
export function withValue(body: unknown, path: RulePath, value: unknown): unknown {
  const [key, ...further] = path
  if (key === undefined) return value
  if (Array.isArray(body)) {
    return body.map((part: unknown, index) =>
      index === key ? withValue(part, further, value) : part,
    )
  }
  if (!isRecord(body)) return body
  return { ...body, [key]: withValue(body[key], further, value) }
}

/** What stands at a place of the set. */
export function valueAt(body: unknown, path: RulePath): unknown {
  return path.reduce<unknown>((part, key) => Reflect.get(Object(part), key), body)
}
