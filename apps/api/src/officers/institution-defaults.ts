import type { Role } from '@banyan/domain/access/roles'
import { type Money, money } from '@banyan/domain/money'
import { parseRate, type Rate } from '@banyan/domain/rate'
import { companyScorecard, personScorecard } from '@banyan/domain/scoring/default-scorecards'
import type { Scorecard } from '@banyan/domain/scoring/scorecard'
import type { Institution } from '../access/staff-context.ts'

const wan = (amount: number): Money => money(amount * 10_000_00)

export interface ProductTerms {
  code: string
  name: string
  nameEn: string
  customerKind: 'person' | 'company' | 'both'
  minimumAmount: Money
  maximumAmount: Money
  maximumMonths: number
  defaultRate: Rate
  methods: string[]
  isConsumer: boolean
}

const levelMethods = ['equal-instalment', 'equal-principal']
const allMethods = [...levelMethods, 'interest-only']

const bankProducts: ProductTerms[] = [
  {
    code: 'working-capital',
    name: '流动资金贷款',
    nameEn: 'Working capital loan',
    customerKind: 'company',
    minimumAmount: wan(10),
    maximumAmount: wan(50_000),
    maximumMonths: 36,
    defaultRate: parseRate('3.85'),
    methods: allMethods,
    isConsumer: false,
  },
  {
    code: 'fixed-asset',
    name: '固定资产贷款',
    nameEn: 'Fixed asset loan',
    customerKind: 'company',
    minimumAmount: wan(50),
    maximumAmount: wan(100_000),
    maximumMonths: 120,
    defaultRate: parseRate('4.2'),
    methods: allMethods,
    isConsumer: false,
  },
  {
    code: 'business',
    name: '个人经营贷款',
    nameEn: 'Personal business loan',
    customerKind: 'person',
    minimumAmount: wan(1),
    maximumAmount: wan(1_000),
    maximumMonths: 60,
    defaultRate: parseRate('4.35'),
    methods: allMethods,
    isConsumer: false,
  },
  {
    code: 'consumer',
    name: '个人消费贷款',
    nameEn: 'Consumer loan',
    customerKind: 'person',
    minimumAmount: wan(0.5),
    maximumAmount: wan(100),
    maximumMonths: 60,
    defaultRate: parseRate('4.9'),
    methods: levelMethods,
    isConsumer: true,
  },
  {
    code: 'mortgage',
    name: '个人住房贷款',
    nameEn: 'Mortgage',
    customerKind: 'person',
    minimumAmount: wan(5),
    maximumAmount: wan(2_000),
    maximumMonths: 360,
    defaultRate: parseRate('3.5'),
    methods: levelMethods,
    isConsumer: true,
  },
]

const microProducts: ProductTerms[] = [
  {
    code: 'micro-business',
    name: '小微经营贷款',
    nameEn: 'Micro business loan',
    customerKind: 'both',
    minimumAmount: wan(0.5),
    maximumAmount: wan(1_000),
    maximumMonths: 36,
    defaultRate: parseRate('11.5'),
    methods: allMethods,
    isConsumer: false,
  },
  {
    code: 'farm',
    name: '农户贷款',
    nameEn: 'Farm household loan',
    customerKind: 'person',
    minimumAmount: wan(0.3),
    maximumAmount: wan(50),
    maximumMonths: 36,
    defaultRate: parseRate('9.6'),
    methods: allMethods,
    isConsumer: false,
  },
  {
    code: 'consumer',
    name: '个人消费贷款',
    nameEn: 'Consumer loan',
    customerKind: 'person',
    minimumAmount: wan(0.1),
    maximumAmount: wan(20),
    maximumMonths: 24,
    defaultRate: parseRate('11.9'),
    methods: levelMethods,
    isConsumer: true,
  },
]

/** Loans that come from other systems, whatever they were called there. */
const imported: ProductTerms = {
  code: 'imported',
  name: '外部导入贷款',
  nameEn: 'Imported loan',
  customerKind: 'both',
  minimumAmount: money(1),
  maximumAmount: wan(100_000_000),
  maximumMonths: 600,
  defaultRate: parseRate('0'),
  methods: allMethods,
  isConsumer: false,
}

export function defaultProducts(kind: Institution['kind']): ProductTerms[] {
  return [...(kind === 'micro-lender' ? microProducts : bankProducts), imported]
}

export interface AuthorityTerms {
  role: Role
  upTo: Money
}

/** Amount × role, per customer with its group counted in; a later row widens an earlier one. */
export function defaultAuthorities(kind: Institution['kind']): AuthorityTerms[] {
  if (kind === 'micro-lender') {
    return [
      { role: 'branch-approver', upTo: wan(50) },
      { role: 'head-office-approver', upTo: wan(1_000) },
    ]
  }
  return [
    { role: 'branch-approver', upTo: wan(500) },
    { role: 'head-office-approver', upTo: wan(50_000) },
  ]
}

export function defaultScorecards(): Scorecard[] {
  return [personScorecard, companyScorecard]
}
