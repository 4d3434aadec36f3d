import type { Role } from '@banyan/domain/access/roles'
import { type Money, money } from '@banyan/domain/money'
import type { NewInstitution } from '../src/officers/found-institution.ts'

interface BranchPlan {
  code: string
  name: string
  /** The head office where left out. */
  parent?: string
}

interface StaffPlan {
  roles: readonly Role[]
  branch: string
}

export interface InstitutionPlan {
  code: string
  name: string
  kind: NewInstitution['kind']
  /** Six digits that no county has. */
  region: string
  headOffice: { code: string; name: string }
  branches: readonly BranchPlan[]
  staff: readonly StaffPlan[]
  customers: number
  companyShare: number
  groups: number
  biggestGroup: number
  applications: number
  /** The share of loans meant to default within twelve months, before vintage and officer. */
  defaultShare: number
  capital: { kind: 'net-capital' | 'tier-1' | 'net-assets'; amount: Money }[]
}

const hundredMillion = (amount: number): Money => money(Math.round(amount * 10_000_000_000))

const administrators: StaffPlan[] = [
  { roles: ['executive'], branch: 'H00' },
  { roles: ['auditor'], branch: 'H00' },
  { roles: ['system-administrator'], branch: 'H00' },
  { roles: ['security-administrator'], branch: 'H00' },
  { roles: ['audit-administrator'], branch: 'H00' },
]

const linjiang: InstitutionPlan = {
  code: 'linjiang',
  name: '临江银行',
  kind: 'city-bank',
  region: '339900',
  headOffice: { code: 'H00', name: '总行' },
  branches: [
    { code: 'E10', name: '城东分行' },
    { code: 'E11', name: '东湖支行', parent: 'E10' },
    { code: 'E12', name: '柳园支行', parent: 'E10' },
    { code: 'W20', name: '城西分行' },
    { code: 'W21', name: '西桥支行', parent: 'W20' },
  ],
  staff: [
    { roles: ['customer-manager'], branch: 'E11' },
    { roles: ['customer-manager'], branch: 'E12' },
    { roles: ['customer-manager'], branch: 'W21' },
    { roles: ['customer-manager'], branch: 'W20' },
    { roles: ['customer-manager'], branch: 'H00' },
    { roles: ['document-reviewer'], branch: 'H00' },
    { roles: ['branch-approver'], branch: 'E10' },
    { roles: ['branch-approver'], branch: 'W20' },
    { roles: ['head-office-approver'], branch: 'H00' },
    { roles: ['risk-officer'], branch: 'H00' },
    { roles: ['disbursement-officer'], branch: 'H00' },
    { roles: ['post-loan-officer'], branch: 'H00' },
    { roles: ['post-loan-officer'], branch: 'E10' },
    ...administrators,
  ],
  customers: 5000,
  companyShare: 0.14,
  groups: 40,
  biggestGroup: 2400,
  applications: 5000,
  defaultShare: 0.019,
  capital: [
    { kind: 'net-capital', amount: hundredMillion(6.43) },
    { kind: 'tier-1', amount: hundredMillion(5.16) },
    { kind: 'net-assets', amount: hundredMillion(5.52) },
  ],
}

const qingshan: InstitutionPlan = {
  code: 'qingshan',
  name: '青山农信',
  kind: 'rural-credit-union',
  region: '429900',
  headOffice: { code: 'H00', name: '联社营业部' },
  branches: [
    { code: 'B01', name: '石桥信用社' },
    { code: 'B02', name: '望岭信用社' },
    { code: 'B03', name: '禾川信用社' },
  ],
  staff: [
    { roles: ['customer-manager'], branch: 'B01' },
    { roles: ['customer-manager'], branch: 'B02' },
    { roles: ['customer-manager'], branch: 'B03' },
    { roles: ['document-reviewer'], branch: 'H00' },
    { roles: ['branch-approver'], branch: 'H00' },
    { roles: ['head-office-approver'], branch: 'H00' },
    { roles: ['risk-officer', 'post-loan-officer'], branch: 'H00' },
    { roles: ['disbursement-officer'], branch: 'H00' },
    ...administrators,
  ],
  customers: 2000,
  companyShare: 0.1,
  groups: 14,
  biggestGroup: 40,
  applications: 2300,
  defaultShare: 0.026,
  capital: [
    { kind: 'net-capital', amount: hundredMillion(2.63) },
    { kind: 'tier-1', amount: hundredMillion(2.18) },
    { kind: 'net-assets', amount: hundredMillion(2.29) },
  ],
}

const heli: InstitutionPlan = {
  code: 'heli',
  name: '合力小贷',
  kind: 'micro-lender',
  region: '529900',
  headOffice: { code: 'H00', name: '总部' },
  branches: [{ code: 'S01', name: '云汀门店' }],
  staff: [
    { roles: ['customer-manager'], branch: 'S01' },
    { roles: ['customer-manager'], branch: 'H00' },
    { roles: ['document-reviewer'], branch: 'H00' },
    { roles: ['branch-approver'], branch: 'H00' },
    { roles: ['head-office-approver'], branch: 'H00' },
    { roles: ['risk-officer', 'post-loan-officer'], branch: 'H00' },
    { roles: ['disbursement-officer'], branch: 'H00' },
    ...administrators,
  ],
  customers: 1000,
  companyShare: 0.12,
  groups: 6,
  biggestGroup: 9,
  applications: 1300,
  defaultShare: 0.036,
  capital: [{ kind: 'net-assets', amount: hundredMillion(0.82) }],
}

export const institutionPlans: readonly InstitutionPlan[] = [linjiang, qingshan, heli]

/** A smaller bank of the same shape; 1 leaves it as it is. */
export function scaled(plan: InstitutionPlan, scale: number): InstitutionPlan {
  if (scale === 1) return plan
  const part = (count: number, least: number) => Math.max(least, Math.round(count * scale))
  return {
    ...plan,
    customers: part(plan.customers, 120),
    groups: part(plan.groups, 5),
    biggestGroup: part(plan.biggestGroup, plan.biggestGroup > 100 ? 60 : 9),
    applications: part(plan.applications, 60),
  }
}
