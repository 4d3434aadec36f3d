import { addDays, addMonths, type Day } from '@banyan/domain/calendar'
import type { CompanyDetails, CompanyType, Licence } from '@banyan/domain/customers/company'
import { creditCodeFrom } from '@banyan/domain/customers/credit-code'
import { requiredLicences } from '@banyan/domain/customers/customer-status'
import { money } from '@banyan/domain/money'
import { type CompanyName, companyName, personName, streetAddress } from './names.ts'
import { mobileOf, type NumberSpace } from './people.ts'
import type { Random } from './random.ts'

const kinds: readonly (readonly [type: CompanyType, weight: number])[] = [
  ['limited-company', 78],
  ['joint-stock-company', 5],
  ['self-employed', 4],
  ['partnership', 3],
  ['farmers-cooperative', 3],
  ['food', 3],
  ['construction', 2],
  ['medical', 1],
  ['hazardous-chemicals', 1],
]

const suffixes: Partial<Record<CompanyType, string>> = {
  'joint-stock-company': '股份有限公司',
  'self-employed': '经营部',
  partnership: '合伙企业（有限合伙）',
  'farmers-cooperative': '专业合作社',
}

const codePrefixes: Partial<Record<CompanyType, string>> = {
  'self-employed': '92',
  'farmers-cooperative': '93',
}

export interface CompanyWishes {
  name?: CompanyName
  /** Whole ten-thousands of yuan. */
  capital?: number
  /** At least so many years old on the day. */
  years?: number
}

/** A company with both check characters right and every licence that its kind needs on the day. */
export function aCompany(
  random: Random,
  numbers: NumberSpace,
  on: Day,
  wishes: CompanyWishes = {},
): CompanyDetails {
  const companyType = wishes.name ? 'limited-company' : random.weighted(kinds)
  const suffix = suffixes[companyType] ?? random.pick(['有限公司', '有限责任公司'])
  const { name, shortName, trade } = wishes.name ?? unusedName(random, numbers, suffix)
  const serial = ++numbers.serial
  const years = random.whole(wishes.years ?? 1, (wishes.years ?? 1) + 21)
  const establishedOn = addDays(addMonths(on, -12 * years), -random.whole(1, 300))
  const creditCode = creditCodeFrom({
    prefix: codePrefixes[companyType] ?? '91',
    region: numbers.region,
    organisation: `DM${String(serial).padStart(6, '0')}`,
  })
  const capital = wishes.capital ?? random.weighted(capitals)
  return {
    kind: 'company',
    name,
    shortName,
    companyType,
    creditCode,
    lei: '',
    legalRepresentative: personName(random),
    registeredCapital: money(capital * 1_000_000),
    establishedOn,
    industrySection: trade.section,
    address: streetAddress(random),
    contactName: personName(random),
    contactMobile: mobileOf(serial),
    licences: licencesOf(random, { companyType, creditCode, establishedOn, serial }, on),
  }
}

const capitals: readonly (readonly [tenThousands: number, weight: number])[] = [
  [50, 10],
  [100, 18],
  [200, 16],
  [500, 20],
  [1000, 18],
  [2000, 9],
  [5000, 6],
  [10_000, 3],
]

function unusedName(random: Random, { taken }: NumberSpace, suffix: string): CompanyName {
  for (;;) {
    const made = companyName(random, suffix)
    if (taken.has(made.name)) continue
    taken.add(made.name)
    return made
  }
}

function licencesOf(
  random: Random,
  company: { companyType: CompanyType; creditCode: string; establishedOn: Day; serial: number },
  on: Day,
): Licence[] {
  const { companyType, creditCode, establishedOn, serial } = company
  return requiredLicences[companyType].map((kind): Licence => {
    if (kind === 'business-licence') {
      return { kind, number: creditCode, issuedOn: establishedOn, expiresOn: null }
    }
    const issuedOn = addDays(on, -random.whole(20, 300))
    const number = `DEMO${String(serial).padStart(8, '0')}`
    return { kind, number, issuedOn, expiresOn: addMonths(issuedOn, 60) }
  })
}
