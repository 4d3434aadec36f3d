import { comparableAddress, comparableEmail } from '@banyan/domain/customers/comparable-contact'
import type { InstitutionKeys } from '../access/keys.ts'

/** Keyed digest by which customers at one address are found; null where it is not known well enough. */
export function addressIndex(keys: InstitutionKeys, address: string | undefined): Buffer | null {
  const comparable = comparableAddress(address ?? '')
  return comparable === '' ? null : keys.blindIndex('address', comparable)
}

export function emailIndex(keys: InstitutionKeys, email: string | undefined): Buffer | null {
  const comparable = comparableEmail(email ?? '')
  return comparable === '' ? null : keys.blindIndex('email', comparable)
}
