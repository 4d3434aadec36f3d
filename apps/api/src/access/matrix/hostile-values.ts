import { uuidv7 } from '@banyan/database'
import type { z } from 'zod'

type Path = readonly (string | number)[]

/** An input with one thing wrong, and what is wrong, for the list of failures. */
export interface HostileInput {
  told: string
  input: unknown
}

const polluting = () => JSON.parse('{"__proto__":{"polluted":true}}') as object
const constructing = () => ({ constructor: { prototype: { polluted: true } } })
const nested = (wrap: (inner: unknown) => unknown) => {
  let value: unknown = 'deep'
  for (let depth = 0; depth < 1000; depth++) value = wrap(value)
  return value
}
const megabyte = 'x'.repeat(1024 * 1024)

const texts = [
  '',
  '     ',
  'before\0after',
  'before\ud800',
  '\udfffafter',
  '\u202e\u200fabcdef\u2066',
  megabyte,
  "' or 1=1 --",
  "'; drop table customer; --",
  '%',
  '\\',
  '_____',
  '%_\\%_\\',
  '${jndi:x}',
  '../../etc/passwd',
  'not-a-uuid',
  '00000000-0000-0000-0000-000000000000',
  '0190c2f4-0000-7000-8000-00000000000G',
  '2026-02-30',
  '0000-00-00',
  '0001-01-01',
  '9999-12-31',
  '275760-09-13',
  '0000-01-01T00:00:00Z',
  '9999-12-31T23:59:59.999999999Z',
  '0001-13',
  '9999-12',
  '1e309',
  '9223372036854775808',
  'eyJpZCI6MX0=',
  '|||',
  '2026-10-14|x',
  `${'x'.repeat(24)}|${'-'.repeat(36)}|9999999999`,
  `2026-10-14T00:00:00.000Z|${'-'.repeat(36)}|1`,
  `2026-10-14T00:00:00.000Z|${uuidv7()}|9999999999`,
  '2026-02-30|asset-quality|1',
  '2026-10-14|asset-quality|999999',
  `2026-02-30 ${uuidv7()}`,
  `2026-10-14 ${'-'.repeat(36)}`,
  `9999999999999999 ${uuidv7()}`,
  '__proto__',
  'constructor',
]
const numbers = [2 ** 53, -(2 ** 53), 2 ** 53 - 1, 2 ** 31, -(2 ** 31) - 1, 2 ** 63, 1e6].concat([
  1e21,
  1.5,
  -0,
  0,
  -1,
  Infinity,
  -Infinity,
  NaN,
])
const shapes: readonly [string, () => unknown][] = [
  ['__proto__', polluting],
  ['constructor', constructing],
  ['null', () => null],
  ['undefined', () => undefined],
  ['true', () => true],
  ['[]', () => []],
  ['{}', () => ({})],
  ['array of texts', () => ['before\0after', '__proto__']],
  ['long array', () => Array.from({ length: 1000 }, () => '2026-10-14')],
  ['deep arrays', () => nested((inner) => [inner])],
  ['deep objects', () => nested((inner) => ({ inner }))],
]

const show = (value: string | number) =>
  typeof value === 'number' ? String(value) : JSON.stringify(value.slice(0, 40))

const hostileValues: readonly [string, () => unknown][] = [
  ...[...texts, ...numbers].map((value): [string, () => unknown] => [show(value), () => value]),
  ...shapes,
]

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Every place in a value, the whole of it first. */
function pathsIn(value: unknown, at: Path = []): Path[] {
  const inner = Array.isArray(value) ? value.map((item, index) => [index, item] as const) : []
  const entries = isRecord(value) ? Object.entries(value) : inner
  return [at, ...entries.flatMap(([key, item]) => pathsIn(item, [...at, key]))]
}

function replaced(
  value: unknown,
  [key, ...rest]: Path,
  change: (old: unknown) => unknown,
): unknown {
  if (key === undefined) return change(value)
  if (Array.isArray(value))
    return value.map((item, index) => (index === key ? replaced(item, rest, change) : item))
  if (!isRecord(value)) return value
  return { ...value, [key]: replaced(value[key], rest, change) }
}

/** The same object with keys of its own that no schema asks for. */
const crowded = (value: unknown) =>
  Object.assign(polluting(), value, constructing(), { toString: 'x', hasOwnProperty: null })

function hostileAt(input: unknown, path: Path): HostileInput[] {
  const where = path.join('.') || 'the input'
  const values = hostileValues.map(([told, value]) => ({
    told: `${where} = ${told}`,
    input: replaced(input, path, value),
  }))
  const spoilt = ['\0', '\ud800', "'", '%'].map((tail) => ({
    told: `${where} + ${JSON.stringify(tail)}`,
    input: replaced(input, path, (old) => (typeof old === 'string' ? `${old}${tail}` : old)),
  }))
  const more = { told: `${where} with other keys`, input: replaced(input, path, crowded) }
  return [...values, ...spoilt, more]
}

/** A value that a schema would probably take, to have something to spoil. */
function likely(schema: z.core.$ZodType): unknown {
  const { def } = (schema as z.core.$ZodTypes)._zod
  switch (def.type) {
    case 'optional':
    case 'nullable':
    case 'default':
    case 'prefault':
    case 'readonly':
      return likely(def.innerType)
    case 'pipe':
      return likely(def.in)
    case 'object':
      return Object.fromEntries(
        Object.entries(def.shape).map(([key, inner]) => [key, likely(inner)]),
      )
    case 'array':
      return [likely(def.element)]
    case 'union':
      return def.options[0] ? likely(def.options[0]) : null
    case 'record':
      return { key: likely(def.valueType) }
    case 'enum':
      return Object.values(def.entries)[0]
    case 'literal':
      return def.values[0]
    case 'number':
      return 1
    case 'boolean':
      return true
    case 'string':
      return likelyText(schema)
    default:
      return '2026-10-14'
  }
}

function likelyText(schema: z.core.$ZodType): string {
  const format = (schema as z.core.$ZodString)._zod.bag.format
  if (format === 'uuid') return uuidv7()
  return format === 'datetime' ? '2026-10-14T00:00:00Z' : '2026-10-14'
}

/** The keys a schema knows, however it is wrapped. */
function shapeOf(schema: z.core.$ZodType): Readonly<Record<string, z.core.$ZodType>> {
  const { def } = (schema as z.core.$ZodTypes)._zod
  if (def.type === 'object') return def.shape
  if (def.type === 'pipe') return shapeOf(def.in)
  return 'innerType' in def ? shapeOf(def.innerType) : {}
}

/** A sample spoilt in every place, and in every place of what it left out though the schema takes it. */
export function hostileInputs(schema: z.core.$ZodType, sample: unknown): HostileInput[] {
  const given = pathsIn(sample).flatMap((path) => hostileAt(sample, path))
  if (!isRecord(sample)) return given
  const left = Object.entries(shapeOf(schema)).filter(([key]) => !(key in sample))
  const added = left.flatMap(([key, inner]) => {
    const fuller = { ...sample, [key]: likely(inner) }
    const paths = pathsIn(fuller[key], [key])
    return [
      { told: `with ${key}`, input: fuller },
      ...paths.flatMap((path) => hostileAt(fuller, path)),
    ]
  })
  return [...given, ...added]
}
