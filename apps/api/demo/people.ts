import { addDays, addMonths, type Day } from '@banyan/domain/calendar'
import { bankCardFrom } from '@banyan/domain/customers/bank-card'
import { identityNumberFrom } from '@banyan/domain/customers/identity-number'
import type { PersonDetails } from '@banyan/domain/customers/person'
import { type Money, money } from '@banyan/domain/money'
import { personName, streetAddress } from './names.ts'
import type { Random } from './random.ts'

/** What keeps generated numbers apart within one institution. */
export interface NumberSpace {
  region: string
  /** The first six digits of every card; no scheme has given them out. */
  bin: string
  serial: number
  taken: Set<string>
}

const jobs = [
  ['个体经营', 22],
  ['企业职员', 26],
  ['工程技术人员', 9],
  ['教师', 6],
  ['医生', 3],
  ['护士', 3],
  ['公务员', 4],
  ['种植户', 8],
  ['养殖户', 4],
  ['货运司机', 6],
  ['店主', 6],
  ['自由职业', 3],
] as const

const employers: Record<string, string> = {
  教师: '云汀第三实验学校',
  医生: '清浦区中心医院',
  护士: '清浦区中心医院',
  公务员: '安澜街道办事处',
}

/** A person with right check digits throughout, twenty to sixty-two years old on the day. */
export function aPerson(random: Random, numbers: NumberSpace, on: Day): PersonDetails {
  const born = addDays(addMonths(on, -12 * random.whole(21, 61)), -random.whole(1, 360))
  const occupation = random.weighted(jobs)
  const serial = ++numbers.serial
  return {
    kind: 'person',
    name: personName(random),
    idType: 'resident-id',
    idNumber: identityNumber(random, numbers, born),
    sex: null,
    birthDate: null,
    mobile: mobileOf(serial),
    email: random.chance(0.2) ? `customer${serial}@mail.example` : '',
    card: bankCardFrom(`${numbers.bin}${String(serial * 7919).padStart(12, '0')}`),
    address: streetAddress(random),
    occupation,
    employer: employers[occupation] ?? '',
    annualIncome: incomeOf(random),
    assets: assetsOf(random),
  }
}

/** 199 00 and six digits, each serial its own. */
export function mobileOf(serial: number): string {
  return `19900${String((serial * 7919) % 1_000_000).padStart(6, '0')}`
}

function identityNumber(random: Random, { region, taken }: NumberSpace, born: Day): string {
  for (;;) {
    const number = identityNumberFrom({ region, born, sequence: random.whole(0, 999) })
    if (taken.has(number)) continue
    taken.add(number)
    return number
  }
}

/** Skewed: most between 50 and 180 thousand yuan a year, a few ten times that. */
function incomeOf(random: Random): Money {
  const level = (random.next() + random.next() + random.next()) / 3
  return money(Math.round(38_000 * Math.exp(level * 2.6)) * 100)
}

function assetsOf(random: Random): PersonDetails['assets'] {
  const assets: PersonDetails['assets'] = []
  if (random.chance(0.6)) {
    assets.push({ kind: 'real-estate', value: money(random.whole(30, 400) * 1_000_000) })
  }
  if (random.chance(0.4)) {
    assets.push({ kind: 'vehicle', value: money(random.whole(4, 40) * 1_000_000) })
  }
  if (random.chance(0.5)) {
    assets.push({ kind: 'deposit', value: money(random.whole(5, 600) * 100_000) })
  }
  return assets
}
