import { uuidv7 } from '@banyan/database'
import type { Day } from '@banyan/domain/calendar'
import { type CustomerDetails, isPartial, keptDetails } from '@banyan/domain/customers/customer'
import type { CustomerStatus } from '@banyan/domain/customers/customer-status'
import { birthAndSexOf } from '@banyan/domain/customers/person'
import type { InstitutionKeys, PersonalData } from '../access/keys.ts'
import type {
  CustomerRow,
  LicenceRow,
  PartyKeyRow,
  PartyNameRow,
  VersionRow,
} from './customers.queries.ts'
import { addressIndex, emailIndex } from '../likeness/contact-indexes.ts'
import { type FileBody, splitFile } from './file-body.ts'
import { nameRow, type OtherName } from './name-rows.ts'

/** Whose file it is and where it came from: all that the details do not say. */
export interface NewFile {
  /** Made when left out. */
  id?: string
  /** As `customerNumber` writes it. */
  number: string
  status: CustomerStatus
  branchId: string
  officerId: string | null
  source: string
  importBatchId: string | null
  createdBy: string
  createdAt: Date
  /** The business day from which the details are true. */
  validFrom: Day
  reason: string
  country?: string
  otherNames?: readonly OtherName[]
}

/** Everything one new customer leaves in the tables, ready for `insertCustomers`. */
export interface CustomerRows {
  customer: CustomerRow
  /** Null when nothing personal is known. */
  key: PartyKeyRow | null
  version: VersionRow
  names: PartyNameRow[]
  licences: LicenceRow[]
}

/**
 * The rows of a new customer's first version. `details` have passed `customerProblems`; they are brought into
 * the kept form here. No clock and no database: the same input gives the same rows but for ids, keys and nonces.
 */
export function customerRows(
  keys: InstitutionKeys,
  file: NewFile,
  details: CustomerDetails,
): CustomerRows {
  const { institutionId } = keys
  const partyId = file.id ?? uuidv7()
  const kept = keptDetails(details)
  const { body, personal } = splitFile(kept)
  const sealed = isEmpty(personal) ? null : keys.sealParty(partyId, personal)
  const secret = { pii: sealed?.pii ?? null, piiKeyVersion: sealed?.keyVersion ?? null }
  const owner = { institutionId, partyId, branchId: file.branchId, officerId: file.officerId }
  const current = nameRow(owner, kept.kind, { kind: 'current', name: kept.name })
  const others = namesBeside(kept, file.otherNames).map((name) => nameRow(owner, kept.kind, name))
  const names = kept.name === '' ? others : [current, ...others]
  const indexes = indexColumns(keys, personal)
  return {
    customer: {
      ...customerRow(owner, file, kept),
      ...indexes,
      ...secret,
      nameSort: current.sort,
    },
    key: sealed && {
      institutionId,
      partyId,
      wrapped: sealed.wrapped,
      keyVersion: sealed.keyVersion,
    },
    version: { ...firstVersion(owner, file, body), ...secret },
    names: names.map(({ row }) => row),
    licences: licenceRows(kept, institutionId, partyId, file),
  }
}

interface Owner {
  institutionId: string
  partyId: string
}

function customerRow({ institutionId, partyId }: Owner, file: NewFile, kept: CustomerDetails) {
  const { number, status, branchId, officerId, source, importBatchId, createdBy, createdAt } = file
  return {
    institutionId,
    id: partyId,
    number,
    kind: kept.kind,
    name: kept.name,
    status,
    branchId,
    officerId,
    ...detailColumns(kept),
    country: file.country ?? 'CN',
    isPartial: isPartial(kept),
    fileVersion: 1,
    source,
    importBatchId,
    createdBy,
    createdAt,
    changedAt: createdAt,
  }
}

function firstVersion({ institutionId, partyId }: Owner, file: NewFile, body: FileBody) {
  return {
    institutionId,
    customerId: partyId,
    version: 1,
    body: JSON.stringify(body),
    validFrom: file.validFrom,
    validTo: null,
    knownFrom: file.createdAt,
    knownTo: null,
    changedBy: file.createdBy,
    reason: file.reason,
    source: file.source,
    fields: null,
  }
}

export function isEmpty(personal: PersonalData): boolean {
  return Object.keys(personal).length === 0
}

function namesBeside(details: CustomerDetails, others: readonly OtherName[] = []): OtherName[] {
  const short = details.kind === 'company' ? details.shortName : ''
  return short === '' ? [...others] : [{ kind: 'short', name: short }, ...others]
}

const nothing = {
  idType: null,
  sex: null,
  bornOn: null,
  occupation: null,
  employer: null,
  annualIncome: null,
  assets: '[]',
  companyType: null,
  creditCode: null,
  lei: null,
  legalRepresentative: null,
  registeredCapital: null,
  industrySection: null,
  establishedOn: null,
} as const

/** The columns that lists and rules read, out of details in their kept form. */
export function detailColumns(details: CustomerDetails) {
  if (details.kind === 'person') {
    const { idType, occupation, employer, annualIncome, assets } = details
    const { birthDate, sex } = birthAndSexOf(details)
    return {
      ...nothing,
      idType,
      sex,
      bornOn: birthDate,
      occupation: occupation || null,
      employer: employer || null,
      annualIncome,
      assets: assets.length === 0 ? '[]' : JSON.stringify(assets),
    }
  }
  const { companyType, creditCode, lei, legalRepresentative } = details
  const { registeredCapital, industrySection, establishedOn } = details
  return {
    ...nothing,
    companyType,
    creditCode: creditCode || null,
    lei: lei || null,
    legalRepresentative: legalRepresentative || null,
    registeredCapital,
    industrySection: industrySection || null,
    establishedOn,
  }
}

/** Keyed digests by which a number is found without being readable: the whole, and its last four. */
export function indexColumns(
  keys: InstitutionKeys,
  { idNumber, mobile, card, email, address }: PersonalData,
) {
  return {
    idNumberHash: idNumber ? keys.blindIndex('id-number', idNumber) : null,
    idLast4Hash: idNumber ? keys.lastFour('id-number', idNumber) : null,
    mobileHash: mobile ? keys.blindIndex('mobile', mobile) : null,
    mobileLast4Hash: mobile ? keys.lastFour('mobile', mobile) : null,
    cardHash: card ? keys.blindIndex('card', card) : null,
    cardLast4Hash: card ? keys.lastFour('card', card) : null,
    emailHash: emailIndex(keys, email),
    addressHash: addressIndex(keys, address),
  }
}

function licenceRows(
  details: CustomerDetails,
  institutionId: string,
  customerId: string,
  { createdBy, createdAt }: NewFile,
): LicenceRow[] {
  if (details.kind === 'person') return []
  return details.licences.map((licence) => ({
    institutionId,
    id: uuidv7(),
    customerId,
    ...licence,
    createdBy,
    createdAt,
  }))
}
