import type { CompanyDetails, Licence } from '@banyan/domain/customers/company'
import type { CustomerDetails } from '@banyan/domain/customers/customer'
import type { PersonDetails } from '@banyan/domain/customers/person'
import type { PersonalData } from '../access/keys.ts'

type PersonBody = Omit<PersonDetails, 'idNumber' | 'mobile' | 'email' | 'card' | 'address'>
type CompanyBody = Omit<CompanyDetails, 'address' | 'contactName' | 'contactMobile' | 'licences'>

/** What a version of a file says in the open; the personal rest is sealed beside it. */
export type FileBody = PersonBody | CompanyBody

/** A file in two: what may stand in the open, and what is kept encrypted. */
export function splitFile(details: CustomerDetails): { body: FileBody; personal: PersonalData } {
  if (details.kind === 'person') {
    const { idNumber, mobile, email, card, address, ...body } = details
    return { body, personal: known({ idNumber, mobile, email, card, address }) }
  }
  const { address, contactName, contactMobile, licences: _, ...body } = details
  return { body, personal: known({ address, contactName, mobile: contactMobile }) }
}

/** The file as it was entered. Licences are kept apart, each with a life of its own. */
export function joinFile(
  body: FileBody,
  personal: PersonalData,
  licences: readonly Licence[],
): CustomerDetails {
  const { idNumber = '', mobile = '', email = '', card = '', address = '' } = personal
  if (body.kind === 'person') return { ...body, idNumber, mobile, email, card, address }
  const { contactName = '' } = personal
  return { ...body, address, contactName, contactMobile: mobile, licences: [...licences] }
}

function known(personal: PersonalData): PersonalData {
  const result: PersonalData = {}
  for (const [field, value] of Object.entries(personal)) {
    if (value) result[field as keyof PersonalData] = value
  }
  return result
}
