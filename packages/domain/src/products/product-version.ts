import type { Day } from '../calendar.ts'
import type { Rate } from '../rate.ts'
import type { ProductKind } from './product-kind.ts'
import { priceRange, type ProductTerms } from './product-terms.ts'

/** What a product is, whatever its version. Loans of other systems have no kind. */
export interface ProductIdentity {
  code: string
  name: string
  nameEn: string
  kind: ProductKind | null
  isConsumer: boolean
}

/** Terms that hold from a day on; null terms: not offered from that day on. Never edited. */
export interface ProductVersion {
  number: number
  validFrom: Day
  terms: ProductTerms | null
}

/** The version in force on a day: the latest to begin, of equals the latest approved; null before the first. */
export function versionOn<Version extends Pick<ProductVersion, 'number' | 'validFrom'>>(
  versions: readonly Version[],
  on: Day,
): Version | null {
  const begun = versions.filter(({ validFrom }) => validFrom <= on)
  return begun.reduce<Version | null>((best, version) => {
    if (!best || version.validFrom > best.validFrom) return version
    return version.validFrom === best.validFrom && version.number > best.number ? version : best
  }, null)
}

/** A product as it can be applied for on a day. */
export interface OfferedProduct extends ProductIdentity, ProductTerms {
  version: number
  /** What a loan costs where nothing else is agreed, on that day. */
  defaultRate: Rate
}

/** The offer of a product on a day; null where it is not offered, or its rate is not known. */
export function offerOn(
  identity: ProductIdentity,
  versions: readonly ProductVersion[],
  on: Day,
): OfferedProduct | null {
  const version = versionOn(versions, on)
  if (!version?.terms) return null
  const range = priceRange(version.terms.pricing, on)
  if (!range) return null
  return {
    ...identity,
    ...version.terms,
    version: version.number,
    defaultRate: range.standard,
  }
}
