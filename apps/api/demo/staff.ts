import { randomInt } from 'node:crypto'
import { uuidv7 } from '@banyan/database'
import type { Role } from '@banyan/domain/access/roles'
import { hashPassword } from '../src/access/passwords.ts'
import type { Resources } from '../src/access/staff-context.ts'
import type { DemoLogin } from '../src/demo-logins.ts'
import { type FoundedInstitution, foundInstitution } from '../src/officers/found-institution.ts'
import {
  insertAccount,
  insertBranch,
  insertStaff,
  takeNumbers,
} from '../src/officers/officers.queries.ts'
import { pinyinOf } from '../src/names/pinyin.ts'
import type { Branch, DemoBank, StaffMember } from './bank.ts'
import { type BusinessTime, instantOn } from './business-time.ts'
import type { InstitutionPlan } from './institution-plans.ts'
import { personName } from './names.ts'
import { at, Random } from './random.ts'

const loginWords: Record<Role, string> = {
  'customer-manager': 'manager',
  'document-reviewer': 'reviewer',
  'branch-approver': 'approver',
  'head-office-approver': 'head-approver',
  'risk-officer': 'risk',
  'disbursement-officer': 'disbursement',
  'post-loan-officer': 'post-loan',
  executive: 'executive',
  regulator: 'regulator',
  auditor: 'auditor',
  'system-administrator': 'system-admin',
  'security-administrator': 'security-admin',
  'audit-administrator': 'audit-admin',
}

export interface Regulator {
  accountId: string
  name: string
  login: string
}

/** The institution on the first day of its books, with its branches and everyone who works there. */
export async function foundBank(
  founding: { plan: InstitutionPlan; time: BusinessTime; resources: Resources },
  regulator: Regulator,
): Promise<DemoBank> {
  const { plan, time, resources } = founding
  const { code, name, kind, headOffice } = plan
  const random = new Random(`banyan/${time.last}/${code}`)
  const institution = await foundInstitution(
    resources.db,
    resources.keyring,
    { code, name, kind, businessDay: time.first, headOffice },
    instantOn(time.first),
  )
  const branches = branchesOf(plan, institution)
  const people = hire(plan, branches, random.fork('staff'))
  const seat = { id: '', number: '', branch: at(branches, 0) }
  const login = `${code}-operator`
  const staff = [
    ...people,
    { ...seat, ...regulator, roles: ['regulator' as const] },
    { ...seat, accountId: uuidv7(), name: '命令行操作员', login, roles: [] },
  ].map((member, index) => ({
    ...member,
    id: uuidv7(),
    number: `S${String(index + 1).padStart(4, '0')}`,
  }))
  const bank: DemoBank = {
    plan,
    time,
    random,
    resources,
    institution,
    branches,
    staff,
    operator: at(staff, staff.length - 1),
  }
  await storeStaff(bank, regulator)
  return bank
}

function branchesOf(plan: InstitutionPlan, institution: FoundedInstitution): Branch[] {
  const { headOfficeId } = institution
  const branches: Branch[] = [{ id: headOfficeId, ...plan.headOffice, parentId: null }]
  for (const { code, name, parent } of plan.branches) {
    const above = branches.find((branch) => branch.code === parent)
    branches.push({ id: uuidv7(), code, name, parentId: above?.id ?? headOfficeId })
  }
  return branches
}

/** Ids and numbers follow when everyone is known. */
function hire(plan: InstitutionPlan, branches: Branch[], random: Random): StaffMember[] {
  const held = new Map<string, number>()
  return plan.staff.map(({ roles, branch }) => {
    const word = loginWords[at(roles, 0)]
    const count = (held.get(word) ?? 0) + 1
    held.set(word, count)
    return {
      id: '',
      number: '',
      accountId: uuidv7(),
      name: personName(random),
      login: `${plan.code}-${word}${count === 1 ? '' : `-${count}`}`,
      branch: branches.find(({ code }) => code === branch) ?? at(branches, 0),
      roles: [...roles],
    }
  })
}

async function storeStaff(bank: DemoBank, regulator: Regulator): Promise<void> {
  const { institution, resources, time, branches, staff, operator } = bank
  const createdAt = instantOn(time.first)
  for (const { accountId: id, login: loginName, name } of staff) {
    if (id === regulator.accountId) continue
    await insertAccount(resources.db, { id, loginName, name, passwordHash: null, createdAt })
  }
  await resources.transact(institution.id, async (tx) => {
    for (const branch of branches.slice(1)) {
      await insertBranch(tx, { institutionId: institution.id, ...branch, createdAt })
    }
    await takeNumbers(tx, institution.id, 'staff', staff.length)
    for (const { branch, login: _, ...member } of staff) {
      await insertStaff(tx, {
        ...member,
        institutionId: institution.id,
        branchId: branch.id,
        nameSort: pinyinOf(member.name, 'person').sort,
        isOperator: member.id === operator.id,
        createdAt,
      })
    }
  })
}

export async function foundRegulator(resources: Resources, time: BusinessTime): Promise<Regulator> {
  const regulator = { accountId: uuidv7(), name: '监管检查员', login: 'regulator' }
  await insertAccount(resources.db, {
    id: regulator.accountId,
    loginName: regulator.login,
    name: regulator.name,
    passwordHash: null,
    createdAt: instantOn(time.first),
  })
  return regulator
}

/** Roles that get a login in every institution; the first one has a login for every role. */
const mainRoles: readonly Role[] = [
  'customer-manager',
  'document-reviewer',
  'branch-approver',
  'head-office-approver',
  'disbursement-officer',
  'post-loan-officer',
  'executive',
]

/** Roles whose work passes from one to another: everyone of them has a login. */
const handsOn: ReadonlySet<Role> = new Set(['customer-manager', 'post-loan-officer'])

/** One member of staff for each login that is given away. */
function loginHolders(banks: readonly DemoBank[]): { bank: DemoBank; staff: StaffMember }[] {
  const [first] = banks
  return banks.flatMap((bank) => {
    const roles = bank === first ? (Object.keys(loginWords) as Role[]) : mainRoles
    const holders = roles.flatMap((role) => {
      const known = bank.staff.filter((member) => member.roles.includes(role))
      return handsOn.has(role) ? known : known.slice(0, 1)
    })
    return [...new Set(holders)].map((staff) => ({ bank, staff }))
  })
}

const letters = 'abcdefghjkmnpqrstuvwxyz23456789'

/** Four groups of four, without letters that look alike. */
function newPassword(): string {
  const group = () => Array.from({ length: 4 }, () => letters.charAt(randomInt(letters.length)))
  return Array.from({ length: 4 }, () => group().join('')).join('-')
}

export interface ReadyLogin extends DemoLogin {
  accountId: string
  passwordHash: string
}

export async function makeLogins(banks: readonly DemoBank[]): Promise<ReadyLogin[]> {
  return Promise.all(
    loginHolders(banks).map(async ({ bank: { plan }, staff }) => {
      const password = newPassword()
      return {
        institution: plan.code,
        institutionName: plan.name,
        role: staff.roles[0] ?? '',
        name: staff.name,
        login: staff.login,
        password,
        accountId: staff.accountId,
        passwordHash: await hashPassword(password),
      }
    }),
  )
}
