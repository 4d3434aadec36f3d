import type { Day } from '@banyan/domain/calendar'
import { type Money, money } from '@banyan/domain/money'
import { usualServicing } from '@banyan/domain/loans/servicing-terms'
import { isConsumerKind } from '@banyan/domain/products/product-kind'
import type { Pricing, ProductTerms } from '@banyan/domain/products/product-terms'
import {
  type OfferedProduct,
  offerOn,
  type ProductIdentity,
} from '@banyan/domain/products/product-version'
import { usualSchedule } from '@banyan/domain/products/schedule-options'
import { parseRate } from '@banyan/domain/rate'
import type { Institution } from '../access/staff-context.ts'

const wan = (amount: number): Money => money(amount * 10_000_00)

/** A product with the terms of its first version; null terms are never offered. */
export interface StartingProduct extends ProductIdentity {
  terms: ProductTerms | null
}

type OwnTerms = Pick<
  ProductTerms,
  'customerKind' | 'minimumAmount' | 'maximumAmount' | 'maximumMonths'
> &
  Partial<ProductTerms>

const fixed = (minimum: string, standard: string, maximum: string): Pricing => ({
  kind: 'fixed',
  minimum: parseRate(minimum),
  standard: parseRate(standard),
  maximum: parseRate(maximum),
})
const aroundAtBank = (standard: string) => fixed('1.5', standard, '15')
const aroundAtMicroLender = (standard: string) => fixed('3', standard, '24')

const levelMethods: ProductTerms['methods'] = ['equal-instalment', 'equal-principal']
const allMethods: ProductTerms['methods'] = [...levelMethods, 'interest-only']

/** Usual terms, to be changed in the next version. */
function termsOf(own: OwnTerms & Pick<ProductTerms, 'pricing'>): ProductTerms {
  return {
    minimumMonths: 1,
    methods: allMethods,
    frequencies: ['monthly', 'quarterly', 'weekly'],
    guarantees: ['credit', 'guarantee', 'mortgage', 'pledge'],
    schedule: usualSchedule,
    servicing: startingServicing,
    allowsRepricing: true,
    ...own,
  }
}

/** Money beyond what is due pays the instalments to come. */
const startingServicing: ProductTerms['servicing'] = {
  ...usualServicing,
  overpayment: 'pays-ahead',
}

/** Consumers pay no interest on interest. */
const gentleServicing: ProductTerms['servicing'] = {
  ...startingServicing,
  penalty: { ...usualServicing.penalty, compounds: false },
}

const bankProducts: Omit<StartingProduct, 'isConsumer'>[] = [
  {
    code: 'working-capital',
    name: '流动资金贷款',
    nameEn: 'Working capital loan',
    kind: 'working-capital',
    terms: termsOf({
      customerKind: 'company',
      minimumAmount: wan(10),
      maximumAmount: wan(50_000),
      maximumMonths: 36,
      pricing: aroundAtBank('3.85'),
    }),
  },
  {
    code: 'fixed-asset',
    name: '固定资产贷款',
    nameEn: 'Fixed asset loan',
    kind: 'fixed-asset',
    terms: termsOf({
      customerKind: 'company',
      minimumAmount: wan(50),
      maximumAmount: wan(100_000),
      maximumMonths: 120,
      pricing: aroundAtBank('4.2'),
    }),
  },
  {
    code: 'business',
    name: '个人经营贷款',
    nameEn: 'Personal business loan',
    kind: 'business',
    terms: termsOf({
      customerKind: 'person',
      minimumAmount: wan(1),
      maximumAmount: wan(1_000),
      maximumMonths: 60,
      pricing: aroundAtBank('4.35'),
    }),
  },
  {
    code: 'consumer',
    name: '个人消费贷款',
    nameEn: 'Consumer loan',
    kind: 'consumer',
    terms: termsOf({
      customerKind: 'person',
      minimumAmount: wan(0.5),
      maximumAmount: wan(100),
      maximumMonths: 60,
      methods: levelMethods,
      servicing: gentleServicing,
      pricing: aroundAtBank('4.9'),
    }),
  },
  {
    code: 'mortgage',
    name: '个人住房贷款',
    nameEn: 'Mortgage',
    kind: 'mortgage',
    terms: termsOf({
      customerKind: 'person',
      minimumAmount: wan(5),
      maximumAmount: wan(2_000),
      maximumMonths: 360,
      methods: levelMethods,
      servicing: gentleServicing,
      pricing: aroundAtBank('3.5'),
    }),
  },
  {
    code: 'equity-pledge',
    name: '股权质押贷款',
    nameEn: 'Equity pledge loan',
    kind: 'equity-pledge',
    terms: termsOf({
      customerKind: 'both',
      minimumAmount: wan(50),
      maximumAmount: wan(20_000),
      maximumMonths: 36,
      guarantees: ['pledge'],
      pricing: aroundAtBank('5.2'),
    }),
  },
]

const microProducts: Omit<StartingProduct, 'isConsumer'>[] = [
  {
    code: 'micro-business',
    name: '小微经营贷款',
    nameEn: 'Micro business loan',
    kind: 'business',
    terms: termsOf({
      customerKind: 'both',
      minimumAmount: wan(0.5),
      maximumAmount: wan(1_000),
      maximumMonths: 36,
      pricing: aroundAtMicroLender('11.5'),
    }),
  },
  {
    code: 'farm',
    name: '农户贷款',
    nameEn: 'Farm household loan',
    kind: 'business',
    terms: termsOf({
      customerKind: 'person',
      minimumAmount: wan(0.3),
      maximumAmount: wan(50),
      maximumMonths: 36,
      pricing: aroundAtMicroLender('9.6'),
    }),
  },
  {
    code: 'consumer',
    name: '个人消费贷款',
    nameEn: 'Consumer loan',
    kind: 'consumer',
    terms: termsOf({
      customerKind: 'person',
      minimumAmount: wan(0.1),
      maximumAmount: wan(20),
      maximumMonths: 24,
      methods: levelMethods,
      servicing: gentleServicing,
      pricing: aroundAtMicroLender('11.9'),
    }),
  },
]

/** The product of loans that came from elsewhere; it cannot be applied for. */
export const importedProduct: ProductIdentity = {
  code: 'imported',
  name: '外部导入贷款',
  nameEn: 'Imported loan',
  kind: null,
  isConsumer: false,
}

export function defaultProducts(kind: Institution['kind']): StartingProduct[] {
  const own = kind === 'micro-lender' ? microProducts : bankProducts
  const offered = own.map((product) => ({
    ...product,
    isConsumer: product.kind !== null && isConsumerKind(product.kind),
  }))
  return [...offered, { ...importedProduct, terms: null }]
}

/** What a new institution offers from its first day on. */
export function firstOffers(kind: Institution['kind'], from: Day): OfferedProduct[] {
  return defaultProducts(kind).flatMap(({ terms, ...identity }) => {
    const offer = offerOn(identity, [{ number: 1, validFrom: from, terms }], from)
    return offer ? [offer] : []
  })
}
