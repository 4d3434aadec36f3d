import type { Role } from '../access/roles.ts'
import type { ProductCode } from '../applications/products.ts'
import type { Money } from '../money.ts'

/** Whoever holds `role` may approve up to and including `upTo`; a null product means any. */
export interface AuthorityRow {
  role: Role
  product: ProductCode | null
  upTo: Money
}

export type AuthorityRefusal = 'no-authority' | 'above-authority'

/**
 * The most these roles may approve of a product, or null for nothing. A role's row for the product
 * stands in place of its general row; of several roles the largest authority counts.
 */
export function authorityOf(
  table: readonly AuthorityRow[],
  roles: readonly Role[],
  product: ProductCode,
): Money | null {
  let most: Money | null = null
  for (const role of roles) {
    const rows = table.filter((row) => row.role === role)
    const row =
      rows.find((each) => each.product === product) ?? rows.find((each) => each.product === null)
    if (row && (most === null || row.upTo > most)) most = row.upTo
  }
  return most
}

/** Why these roles may not approve `amount` of a product, or null when they may. */
export function authorityRefusal(
  table: readonly AuthorityRow[],
  request: { roles: readonly Role[]; product: ProductCode; amount: number },
): AuthorityRefusal | null {
  const most = authorityOf(table, request.roles, request.product)
  if (most === null) return 'no-authority'
  return request.amount > most ? 'above-authority' : null
}
