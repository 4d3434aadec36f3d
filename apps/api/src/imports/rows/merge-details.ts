import type { CustomerDetails } from '@banyan/domain/customers/customer'

/**
 * A file with what a row brings: a cell that is empty leaves what is known. A party known by name keeps
 * its name where the row has none. Both are of one kind.
 */
export function mergedDetails(
  known: CustomerDetails,
  brought: CustomerDetails,
  { isNameless }: { isNameless: boolean },
): CustomerDetails {
  const news = Object.entries(brought).filter(([field, value]) => {
    if (field === 'name' && isNameless) return false
    return value !== '' && value !== null && !(Array.isArray(value) && value.length === 0)
  })
  return { ...known, ...Object.fromEntries(news) } as CustomerDetails
}
