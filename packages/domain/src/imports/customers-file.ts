import type { CompanyDetails } from '../customers/company.ts'
import { customerProblems, isPartial, keptDetails } from '../customers/customer.ts'
import type { CustomerDetails, CustomerKind } from '../customers/customer.ts'
import { isFloatText } from '../customers/identifier-text.ts'
import { isForeignResidentNumber } from '../customers/identity-number.ts'
import type { IdType, PersonDetails } from '../customers/person.ts'
import { companyTypeWords, customerKindWords, idTypeWords, sexWords } from './customers-columns.ts'
import { readDay, readMoney } from './read-values.ts'
import { isRowProblemCode } from './row-problems.ts'
import type { RowContext, RowResult } from './row-problems.ts'
import { choiceReader, RowReading } from './row-reading.ts'
import type { RowRecord } from './row-reading.ts'

export interface CustomerRow {
  externalId: string
  details: CustomerDetails
  /** Code or name of a branch; `''` leaves it to the import. */
  branch: string
  /** `''`, or a name the party had before. */
  formerName: string
  /** ISO 3166-1, two letters. */
  country: string
  /** Known only by name, or only by number. */
  isPartial: boolean
}

const readKind = choiceReader(customerKindWords)
const readIdType = choiceReader(idTypeWords)
const readSex = choiceReader(sexWords)
const readCompanyType = choiceReader(companyTypeWords)

/**
 * One customer, or every problem of the row. `kind` may be left out where a credit code, an LEI or an identity
 * number tells it; `id_type` where the number's form tells it. A party needs a name or a number; without
 * a name it is called by its external id. `details` are in the form in which files are kept.
 */
export function readCustomerRow(record: RowRecord, context: RowContext): RowResult<CustomerRow> {
  const row = new RowReading(record, context)
  const externalId = row.requiredText('external_id', 100)
  const numbers = readNumbers(row)
  const kind = kindOf(row, numbers)
  const name = row.text('name', kind === 'person' ? 60 : 120)
  const isNameless = name === ''
  if (isNameless && !numbers.idNumber && !numbers.creditCode && !numbers.lei)
    row.refuse('name', 'missing')
  const country = (row.cell('country') || 'CN').toUpperCase()
  if (!/^[A-Z]{2}$/.test(country)) row.refuse('country', 'wrong-format')
  const party = { ...numbers, name: name || externalId }
  const details = kind === 'person' ? readPerson(row, party) : readCompany(row, party)
  refuseProblems(row, details, { context, country })
  const branch = row.text('branch', 60)
  const formerName = row.text('former_name', 120)
  return row.result(() => ({
    externalId,
    details: keptDetails(details),
    branch,
    formerName,
    country,
    isPartial: isNameless || isPartial(details),
  }))
}

interface Numbers {
  idType: IdType | null
  idNumber: string
  creditCode: string
  lei: string
}

/** A company may carry its credit code in the column of identity numbers. */
function readNumbers(row: RowReading): Numbers {
  const idNumber = row.identifier('id_number')
  const creditCode = row.identifier('credit_code')
  const lei = row.identifier('lei')
  const idType = row.value('id_type', readIdType)
  const isCompany = isCompanyCell(row)
  if (idNumber !== '' && (idType === 'credit-code' || (idType === null && isCompany))) {
    return { idType: null, idNumber: '', creditCode: creditCode || idNumber, lei }
  }
  if (idType === 'credit-code') return { idType: null, idNumber, creditCode, lei }
  return {
    idType: idType ?? (row.cell('id_type') === '' ? formOf(idNumber) : null),
    idNumber,
    creditCode,
    lei,
  }
}

function isCompanyCell(row: RowReading): boolean {
  const kind = readKind(row.cell('kind'))
  return 'value' in kind && kind.value === 'company'
}

/** What a number without a stated type is. Digits are held to be an identity number, so a slip is refused. */
function formOf(idNumber: string): IdType | null {
  if (idNumber === '') return null
  if (/^\d{12,}[\dX]?$/.test(idNumber) || isFloatText(idNumber)) {
    return isForeignResidentNumber(idNumber) ? 'foreign-resident' : 'resident-id'
  }
  return /^[A-Z]{1,2}\d{7,8}$/.test(idNumber) ? 'passport' : 'other'
}

function kindOf(row: RowReading, { idNumber, creditCode, lei }: Numbers): CustomerKind {
  if (row.cell('kind') !== '') return row.value('kind', readKind) ?? 'company'
  if (creditCode !== '' || lei !== '') return 'company'
  if (idNumber === '') row.refuse('kind', 'missing')
  return 'person'
}

type Party = Numbers & { name: string }

function readPerson(row: RowReading, { name, idType, idNumber }: Party): PersonDetails {
  return {
    kind: 'person',
    name,
    idType,
    idNumber,
    sex: row.value('sex', readSex),
    birthDate: row.value('birth_date', readDay),
    mobile: row.identifier('mobile'),
    email: row.cell('email'),
    card: row.identifier('card'),
    address: row.text('address', 200),
    occupation: row.text('occupation', 60),
    employer: row.text('employer', 120),
    annualIncome: row.value('annual_income', readMoney),
    assets: [],
  }
}

function readCompany(row: RowReading, { name, creditCode, lei }: Party): CompanyDetails {
  const industry = row.identifier('industry_section')
  if (!/^(?:[A-T]\d{0,4})?$/.test(industry)) row.refuse('industry_section', 'unknown-industry')
  return {
    kind: 'company',
    name,
    shortName: row.text('short_name', 60),
    companyType: row.value('company_type', readCompanyType),
    creditCode,
    lei,
    legalRepresentative: row.text('legal_representative', 60),
    registeredCapital: row.value('registered_capital', readMoney),
    establishedOn: row.value('established_on', readDay),
    industrySection: industry === '' ? null : industry.charAt(0),
    address: row.text('address', 200),
    contactName: row.text('contact_name', 60),
    contactMobile: row.identifier('mobile'),
    licences: [],
  }
}

const columnOfField: Readonly<Record<string, string>> = {
  idNumber: 'id_number',
  idType: 'id_type',
  birthDate: 'birth_date',
  creditCode: 'credit_code',
  establishedOn: 'established_on',
  contactMobile: 'mobile',
}

/** The rules of a customer's file, said of the columns the fields came from. A telephone abroad has no known form. */
function refuseProblems(
  row: RowReading,
  details: CustomerDetails,
  { context, country }: { context: RowContext; country: string },
): void {
  for (const { field, reason } of customerProblems(details, context.today)) {
    const ownColumn = columnOfField[field] ?? field
    if (ownColumn === 'mobile' && country !== 'CN') continue
    const given =
      ownColumn === 'credit_code' && row.cell('credit_code') === '' ? 'id_number' : ownColumn
    if (!row.isRefused(given)) row.refuse(given, isRowProblemCode(reason) ? reason : 'wrong-format')
  }
}
