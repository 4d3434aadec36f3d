import type { CustomerDetails, CustomerKind } from '@banyan/domain/customers/customer'
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

const emptyPerson: CustomerDetails = {
  kind: 'person',
  name: '',
  idType: null,
  idNumber: '',
  sex: null,
  birthDate: null,
  mobile: '',
  email: '',
  card: '',
  address: '',
  occupation: '',
  employer: '',
  annualIncome: null,
  assets: [],
}

const emptyCompany: CustomerDetails = {
  kind: 'company',
  name: '',
  shortName: '',
  companyType: null,
  creditCode: '',
  lei: '',
  legalRepresentative: '',
  registeredCapital: null,
  establishedOn: null,
  industrySection: null,
  address: '',
  contactName: '',
  contactMobile: '',
  licences: [],
}

/** One value of one field as it may leave the system. */
export function shownValue(
  viewer: Viewer,
  kind: CustomerKind,
  field: string,
  value: unknown,
): unknown {
  const details = kind === 'person' ? emptyPerson : emptyCompany
  const shown = shownFile(viewer, { ...details, [field]: value } as CustomerDetails)
  return new Map<string, unknown>(Object.entries(shown)).get(field)
}
