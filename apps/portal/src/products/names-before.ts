import type { ProductNames } from '@banyan/domain/products/product-proposal'

interface NamedVersion {
  number: number
  /** Null: called as before. */
  names: ProductNames | null
}

/** What a product was called before a version gave it another name; null where no version tells. */
export function namesBefore(
  versions: readonly NamedVersion[],
  version: number | null,
): ProductNames | null {
  const earlier = versions
    .filter(({ number, names }) => names !== null && (version === null || number < version))
    .toSorted((a, b) => b.number - a.number)
  return earlier[0]?.names ?? null
}
