import { z } from 'zod'

/** No database, file or screen carries NUL or half a surrogate pair. */
export function isStorableText(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed()
}

interface Spot {
  value: unknown
  key: string | number
  within: Spot | null
}

function isPlain(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false
  return Array.isArray(value) || [Object.prototype, null].includes(Object.getPrototypeOf(value))
}

function* partsOf(within: Spot): Generator<Spot> {
  const { value } = within
  if (!isPlain(value)) return
  const isList = Array.isArray(value)
  for (const [key, inner] of Object.entries(value)) {
    if (!isList) yield { value: key, key, within }
    yield { value: inner, key: isList ? Number(key) : key, within }
  }
}

function pathTo(spot: Spot): (string | number)[] {
  const path: (string | number)[] = []
  for (let at = spot; at.within; at = at.within) path.push(at.key)
  return path.toReversed()
}

/** Where in an input, however deep, there is text that is not storable, a key included; null: nowhere. */
export function unstorableAt(input: unknown): (string | number)[] | null {
  const open: Spot[] = [{ value: input, key: '', within: null }]
  for (let spot = open.pop(); spot; spot = open.pop()) {
    if (typeof spot.value === 'string' && !isStorableText(spot.value)) return pathTo(spot)
    for (const part of partsOf(spot)) open.push(part)
  }
  return null
}

/** ZodError `control-character` at the first text that is not storable. */
export function requireStorable(input: unknown): void {
  const path = unstorableAt(input)
  if (path)
    throw new z.ZodError([{ code: 'custom', path, message: 'control-character', input: '' }])
}
