import type { CustomerDetails } from '@banyan/domain/customers/customer'
import { normaliseName } from '@banyan/domain/search/names'
import type { InstitutionKeys } from '../access/keys.ts'
import { addressIndex, emailIndex } from './contact-indexes.ts'

/** By what a customer resembles another: digests where the thing itself is personal. */
export interface Traits {
  kind: CustomerDetails['kind']
  plainName: string
  idNumber: string
  idLast4Hash: Buffer | null
  creditCode: string
  legalRepresentative: string
  mobileHash: Buffer | null
  cardHash: Buffer | null
  emailHash: Buffer | null
  addressHash: Buffer | null
}

/** The traits of a file in its kept form, whole or as far as it has been typed. */
export function traitsOf(keys: InstitutionKeys, details: CustomerDetails): Traits {
  const isPerson = details.kind === 'person'
  const idNumber = isPerson ? details.idNumber : ''
  const mobile = isPerson ? details.mobile : details.contactMobile
  const card = isPerson ? details.card : ''
  return {
    kind: details.kind,
    plainName: normaliseName(details.name),
    idNumber,
    idLast4Hash: idNumber === '' ? null : keys.lastFour('id-number', idNumber),
    creditCode: isPerson ? '' : details.creditCode,
    legalRepresentative: isPerson ? '' : details.legalRepresentative,
    mobileHash: mobile === '' ? null : keys.blindIndex('mobile', mobile),
    cardHash: card === '' ? null : keys.blindIndex('card', card),
    emailHash: emailIndex(keys, isPerson ? details.email : ''),
    addressHash: addressIndex(keys, details.address),
  }
}
