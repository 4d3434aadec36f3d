import type { ProductTerms } from './product-terms.ts'

/** A leaf of the terms; lists of words are compared whole, an empty one is none. */
export type TermValue = string | number | boolean | null | readonly unknown[]

/** One term that two versions hold differently; undefined where a version has none of that name. */
export interface TermDifference {
  /** Dotted, `pricing.standardBp`; a fee by its code, `servicing.fees.appraisal.amount`. */
  path: string
  before: TermValue | undefined
  after: TermValue | undefined
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isCoded = (value: unknown): value is Record<string, unknown> & { code: string } =>
  isRecord(value) && typeof value['code'] === 'string'

function leavesOf(value: unknown, path: string): [string, TermValue][] {
  const below = path === '' ? '' : `${path}.`
  if (isRecord(value)) {
    return Object.entries(value).flatMap(([name, part]) => leavesOf(part, `${below}${name}`))
  }
  if (Array.isArray(value) && value.length > 0 && value.every(isCoded)) {
    return value.flatMap(({ code, ...part }) => leavesOf(part, `${below}${code}`))
  }
  if (Array.isArray(value)) return value.length === 0 ? [] : [[path, value]]
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
    return [[path, value]]
  }
  return value === null ? [[path, null]] : []
}

/** The single terms in their order: dotted path and value. */
export function termLeaves(terms: ProductTerms): [path: string, value: TermValue][] {
  return leavesOf(terms, '')
}

/** What another version would have different, term by term in the order of the terms; null is a version that offers nothing. */
export function termDifferences(
  before: ProductTerms | null,
  after: ProductTerms | null,
): TermDifference[] {
  const earlier = new Map(before === null ? [] : termLeaves(before))
  const later = new Map(after === null ? [] : termLeaves(after))
  return [...new Set([...earlier.keys(), ...later.keys()])].flatMap((path): TermDifference[] => {
    const [was, is] = [earlier.get(path), later.get(path)]
    return JSON.stringify(was) === JSON.stringify(is) ? [] : [{ path, before: was, after: is }]
  })
}
