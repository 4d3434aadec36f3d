import type { ChangedDetails } from '@banyan/domain/customers/changed-details'
import { day, isDay, type Day } from '@banyan/domain/calendar'
import type { CompanyType, LicenceKind } from '@banyan/domain/customers/company'
import {
  CustomerDetails,
  type CustomerKind,
  customerProblems,
} from '@banyan/domain/customers/customer'
import type { assetKinds, FieldProblem, IdType } from '@banyan/domain/customers/person'
import { formatMoney, type Money, money, tryParseMoney } from '@banyan/domain/money'

/** What stands in the fields. Null in a personal field: it was shown masked and stays as it is. */
export interface PersonForm {
  kind: 'person'
  name: string
  idType: IdType | null
  idNumber: string | null
  sex: 'male' | 'female' | null
  birthDate: string
  mobile: string | null
  email: string | null
  card: string | null
  address: string | null
  occupation: string
  employer: string
  annualIncome: string
  assets: { kind: (typeof assetKinds)[number]; value: string }[]
}

export interface LicenceForm {
  kind: LicenceKind
  number: string
  issuedOn: string
  expiresOn: string
}

export interface CompanyForm {
  kind: 'company'
  name: string
  shortName: string
  companyType: CompanyType | null
  creditCode: string
  lei: string
  legalRepresentative: string
  registeredCapital: string
  establishedOn: string
  industrySection: string | null
  address: string | null
  contactName: string | null
  contactMobile: string | null
  licences: LicenceForm[]
}

export type CustomerForm = PersonForm | CompanyForm

export function emptyForm(kind: CustomerKind): CustomerForm {
  if (kind === 'person') {
    return {
      kind,
      name: '',
      idType: 'resident-id',
      idNumber: '',
      sex: null,
      birthDate: '',
      mobile: '',
      email: '',
      card: '',
      address: '',
      occupation: '',
      employer: '',
      annualIncome: '',
      assets: [],
    }
  }
  return {
    kind,
    name: '',
    shortName: '',
    companyType: 'limited-company',
    creditCode: '',
    lei: '',
    legalRepresentative: '',
    registeredCapital: '',
    establishedOn: '',
    industrySection: null,
    address: '',
    contactName: '',
    contactMobile: '',
    licences: [{ kind: 'business-licence', number: '', issuedOn: '', expiresOn: '' }],
  }
}

/** The form of a file that exists: what is personal is masked in `details` and therefore null here. */
export function formOf(details: CustomerDetails): CustomerForm {
  if (details.kind === 'person') {
    const { annualIncome, assets, birthDate, ...rest } = details
    return {
      ...rest,
      idNumber: null,
      mobile: null,
      email: null,
      card: null,
      address: null,
      birthDate: birthDate ?? '',
      annualIncome: amountText(annualIncome),
      assets: assets.map(({ kind, value }) => ({ kind, value: formatMoney(value) })),
    }
  }
  const { registeredCapital, establishedOn, ...rest } = details
  return {
    ...rest,
    address: details.address,
    contactName: null,
    contactMobile: null,
    registeredCapital: amountText(registeredCapital),
    establishedOn: establishedOn ?? '',
    licences: [],
  }
}

function amountText(amount: Money | null): string {
  return amount === null ? '' : formatMoney(amount)
}

export interface ReadForm {
  details: CustomerDetails
  problems: FieldProblem[]
}

/** The details that the form stands for, and all that is wrong with them on this business day. */
export function readForm(form: CustomerForm, today: Day): ReadForm {
  const problems: FieldProblem[] = []
  const amount = (field: string, text: string): Money | null => {
    if (text.trim() === '') return null
    const read = tryParseMoney(text.replace(/[,，\s]/g, ''))
    if (read === null) problems.push({ field, reason: 'not-money' })
    return read
  }
  const date = (field: string, text: string): Day | null => {
    if (text === '') return null
    if (isDay(text)) return day(text)
    problems.push({ field, reason: 'not-a-day' })
    return null
  }
  const details = form.kind === 'person' ? person(form, amount, date) : company(form, amount, date)
  const shape = CustomerDetails.safeParse(details)
  const shapeProblems = (shape.error?.issues ?? []).map(({ path, message }) => ({
    field: path.join('.'),
    reason: message,
  }))
  const unread = new Set(
    Object.entries(form).flatMap(([field, value]) => (value === null ? [field] : [])),
  )
  const found = [...problems, ...shapeProblems, ...customerProblems(details, today)]
  return { details, problems: found.filter(({ field }) => !isKept(form, field, unread)) }
}

/** A masked field was checked when it was entered. */
function isKept(form: CustomerForm, field: string, unread: ReadonlySet<string>): boolean {
  const personal =
    form.kind === 'person'
      ? ['idNumber', 'mobile', 'email', 'card', 'address']
      : ['address', 'contactName', 'contactMobile']
  return personal.includes(field) && unread.has(field)
}

type Amount = (field: string, text: string) => Money | null
type ReadDate = (field: string, text: string) => Day | null

function person(form: PersonForm, amount: Amount, date: ReadDate): CustomerDetails {
  return {
    ...form,
    idType: form.idNumber === '' ? null : form.idType,
    idNumber: form.idNumber ?? '',
    mobile: form.mobile ?? '',
    email: form.email ?? '',
    card: form.card ?? '',
    address: form.address ?? '',
    birthDate: date('birthDate', form.birthDate),
    annualIncome: amount('annualIncome', form.annualIncome),
    assets: form.assets.map(({ kind, value }, index) => ({
      kind,
      value: amount(`assets.${index}.value`, value) ?? money(0),
    })),
  }
}

function company(form: CompanyForm, amount: Amount, date: ReadDate): CustomerDetails {
  const licences = form.licences.map((licence, index) => ({
    kind: licence.kind,
    number: licence.number,
    issuedOn: date(`licences.${index}.issuedOn`, licence.issuedOn),
    expiresOn: date(`licences.${index}.expiresOn`, licence.expiresOn),
  }))
  return {
    ...form,
    address: form.address ?? '',
    contactName: form.contactName ?? '',
    contactMobile: form.contactMobile ?? '',
    registeredCapital: amount('registeredCapital', form.registeredCapital),
    establishedOn: date('establishedOn', form.establishedOn),
    licences,
  }
}

/** What is sent when a file changes: the form as read, its masked fields null again. */
export function changedOf(form: CustomerForm, details: CustomerDetails): ChangedDetails {
  if (form.kind === 'person' && details.kind === 'person') {
    const { idNumber, mobile, email, card, address, idType } = form
    return { ...details, idType, idNumber, mobile, email, card, address }
  }
  if (form.kind === 'company' && details.kind === 'company') {
    const { address, contactName, contactMobile } = form
    const { licences: _, ...rest } = details
    return { ...rest, address, contactName, contactMobile }
  }
  throw new RangeError('a form and its details are of one kind')
}
