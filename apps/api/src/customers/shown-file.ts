import type { CustomerDetails } from '@banyan/domain/customers/customer'
import {
  maskAddress,
  maskCard,
  maskEmail,
  maskIdentityNumber,
  maskMobile,
  maskName,
} from '@banyan/domain/customers/masking'
import type { StaffContext } from '../access/staff-context.ts'
import { shownName } from '../access/masking.ts'

type Viewer = Pick<StaffContext, 'masked' | 'hidesNames'>

/** A file as it may leave the system: a person's numbers masked; names too where the viewer is an outsider. */
export function shownFile(viewer: Viewer, details: CustomerDetails): CustomerDetails {
  const { masked, hidesNames } = viewer
  const hide = (field: Viewer['masked'][number], mask: (text: string) => string, text: string) =>
    masked.includes(field) ? mask(text) : text
  if (details.kind === 'person') {
    return {
      ...details,
      name: shownName(viewer, 'person', details.name),
      idNumber: hide('identity-number', maskIdentityNumber, details.idNumber),
      mobile: hide('mobile', maskMobile, details.mobile),
      email: hide('email', maskEmail, details.email),
      card: hide('card', maskCard, details.card),
      address: hide('address', maskAddress, details.address),
    }
  }
  const { contactMobile, contactName, legalRepresentative } = details
  return {
    ...details,
    legalRepresentative: hidesNames ? maskName(legalRepresentative) : legalRepresentative,
    contactName: hide('person-name', maskName, contactName),
    contactMobile: hide('mobile', maskMobile, contactMobile),
  }
}
