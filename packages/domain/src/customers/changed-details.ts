import { z } from 'zod'
import { CompanyDetails } from './company.ts'
import type { CustomerDetails } from './customer.ts'
import { PersonDetails } from './person.ts'

/** Fields that are kept encrypted and shown masked. */
export const personalFields = [
  'idNumber',
  'mobile',
  'card',
  'address',
  'email',
  'contactName',
] as const
export type PersonalField = (typeof personalFields)[number]

const person = PersonDetails.shape
const ChangedPerson = PersonDetails.extend({
  idNumber: person.idNumber.nullable(),
  mobile: person.mobile.nullable(),
  email: person.email.nullable(),
  card: person.card.nullable(),
  address: person.address.nullable(),
})

const company = CompanyDetails.shape
const ChangedCompany = CompanyDetails.omit({ licences: true }).extend({
  address: company.address.nullable(),
  contactName: company.contactName.nullable(),
  contactMobile: company.contactMobile.nullable(),
})

/**
 * A file as an officer hands it back. Personal fields they were shown masked are null and stay as they were;
 * empty text removes. Licences are added and removed on their own.
 */
export const ChangedDetails = z.discriminatedUnion('kind', [ChangedPerson, ChangedCompany])
export type ChangedDetails = z.infer<typeof ChangedDetails>

/** The whole file after a change: what is null in it is taken from before. RangeError when the kinds differ. */
export function changedFile(changed: ChangedDetails, before: CustomerDetails): CustomerDetails {
  if (changed.kind === 'person' && before.kind === 'person') {
    return {
      ...changed,
      idNumber: changed.idNumber ?? before.idNumber,
      mobile: changed.mobile ?? before.mobile,
      email: changed.email ?? before.email,
      card: changed.card ?? before.card,
      address: changed.address ?? before.address,
    }
  }
  if (changed.kind === 'company' && before.kind === 'company') {
    return {
      ...changed,
      address: changed.address ?? before.address,
      contactName: changed.contactName ?? before.contactName,
      contactMobile: changed.contactMobile ?? before.contactMobile,
      licences: before.licences,
    }
  }
  throw new RangeError('a person does not become a company')
}

/** The names of the fields in which two files of one kind differ, in the order of the form. */
export function differingFields(before: CustomerDetails, after: CustomerDetails): string[] {
  const [one, other] = [new Map(Object.entries(before)), new Map(Object.entries(after))]
  const names = new Set([...one.keys(), ...other.keys()])
  return [...names].filter(
    (name) => JSON.stringify(one.get(name)) !== JSON.stringify(other.get(name)),
  )
}
