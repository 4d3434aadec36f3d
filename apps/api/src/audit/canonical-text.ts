function ordered(value: unknown): unknown {
  if (value === null || typeof value !== 'object' || value instanceof Date) return value
  if (Array.isArray(value)) return value.map(ordered)
  const entries = Object.entries(value).filter(([, item]) => item !== undefined)
  entries.sort(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(entries.map(([key, item]) => [key, ordered(item)]))
}

/** One text per content: keys in code-unit order, undefined left out. What is hashed is what is stored. */
export function canonicalText(value: unknown): string {
  return JSON.stringify(ordered(value))
}
