import { addDays, day } from '@banyan/domain/calendar'
import type { CompanyDetails } from '@banyan/domain/customers/company'
import {
  type StatementFigures,
  type StatementLine,
  statementLines,
} from '@banyan/domain/customers/financial-statement'
import { money } from '@banyan/domain/money'
import type { StaffContext } from '../src/access/staff-context.ts'
import { recordConsent } from '../src/consents/record-consent.ts'
import { raiseConflicts } from '../src/evidence/raise-conflicts.ts'
import { setRegistryRecords } from '../src/evidence/registry-records.queries.ts'
import { registryDisagreements } from '../src/evidence/registry-differences.ts'
import { verifyFact } from '../src/facts/verify-fact.ts'
import { recordStatement } from '../src/statements/record-statement.ts'
import { giveTask } from '../src/tasks/give-task.ts'
import { planVisit } from '../src/visits/plan-visit.ts'
import { recordVisit } from '../src/visits/record-visit.ts'
import { contextOn, type DemoBank, oneWith } from './bank.ts'
import type { Party } from './parties.ts'
import type { Random } from './random.ts'

type Company = Party & { details: CompanyDetails }

const wellKept = 12
const isCompany = (party: Party): party is Company => party.details.kind === 'company'

/** Files of a few borrowing companies as a careful officer keeps them: figures, visits, proof, what the register says. */
export async function fillFiles(bank: DemoBank, parties: readonly Party[]): Promise<void> {
  const random = bank.random.fork('customer files')
  const companies = parties
    .filter(isCompany)
    .filter(({ loans, group }) => loans.length > 0 && group !== null)
    .slice(0, wellKept)
  for (const [index, company] of companies.entries()) {
    await bank.resources.transact(bank.institution.id, async (tx) => {
      const { officer: staff } = company
      const context = await contextOn(bank, tx, { staff, on: bank.time.open, minutes: index })
      await keepFigures(context, random, company)
      await keepVisits(context, company, index)
      await keepEvidence(bank, { context, company, index })
    })
  }
}

async function keepFigures(context: StaffContext, random: Random, { id }: Company): Promise<void> {
  const lastYear = Number(context.businessDay.slice(0, 4)) - 1
  let scale = random.whole(2_000, 20_000)
  for (const year of [lastYear - 1, lastYear]) {
    await recordStatement(context, {
      customerId: id,
      periodEnd: day(`${year}-12-31`),
      period: 'year',
      scope: 'own',
      isAudited: true,
      source: `${year} 年度审计报告`,
      figures: figuresOf(random, scale),
    })
    scale = Math.round((scale * random.whole(90, 125)) / 100)
  }
}

/** Figures that add up, for revenue of so many ten thousand yuan. */
function figuresOf(random: Random, scale: number): StatementFigures {
  const share = (least: number, most: number) =>
    money(Math.round((scale * random.whole(least, most)) / 100) * 1_000_000)
  const totalAssets = share(95, 140)
  const netAssets = money(Math.round((totalAssets * random.whole(35, 60)) / 100))
  const known: Partial<Record<StatementLine, ReturnType<typeof money>>> = {
    revenue: share(100, 100),
    costOfSales: share(68, 78),
    operatingProfit: share(8, 14),
    interestExpense: share(1, 3),
    incomeTax: share(1, 2),
    depreciation: share(2, 4),
    netProfit: share(4, 8),
    cash: share(6, 10),
    receivables: share(12, 20),
    inventory: share(8, 14),
    currentAssets: share(45, 60),
    totalAssets,
    payables: share(8, 14),
    currentLiabilities: share(22, 30),
    interestBearingDebt: share(10, 24),
    totalLiabilities: money(totalAssets - netAssets),
    netAssets,
    operatingCashFlow: share(5, 12),
    principalRepaid: share(3, 8),
  }
  return Object.fromEntries(
    statementLines.map((line) => [line, known[line] ?? null]),
  ) as StatementFigures
}

async function keepVisits(context: StaffContext, { id }: Company, index: number): Promise<void> {
  const { businessDay, staff } = context
  await recordVisit(context, {
    id: null,
    customerId: id,
    heldOn: addDays(businessDay, -20 - index),
    place: '企业生产车间与财务室',
    participants: `${staff.name}、企业财务负责人`,
    findings: '生产线运转正常，库存与账面相符；新增订单集中于两家客户，应收账期略有拉长。',
    followUp: '下次走访核对应收账款明细。',
    documentIds: [],
  })
  await planVisit(context, {
    customerId: id,
    plannedOn: addDays(businessDay, 3 + index),
    purpose: '贷后检查：核对应收账款与资金流向',
    officerId: null,
  })
  await giveTask(context, {
    customerId: id,
    groupId: null,
    assigneeId: staff.id,
    text: '收集最近三个月银行流水',
    dueOn: addDays(businessDay, index % 6),
  })
  if (index % 2 === 0) {
    const givenOn = addDays(businessDay, -200)
    const evidence = '开户时书面同意'
    await recordConsent(context, { customerId: id, channel: 'phone', givenOn, evidence })
  }
}

/** A reviewer vouches for the code and the name; the register has heard of a new representative now and then. */
async function keepEvidence(
  bank: DemoBank,
  { context, company, index }: { context: StaffContext; company: Company; index: number },
): Promise<void> {
  const { id, details } = company
  const at = { staff: oneWith(bank, 'document-reviewer'), on: bank.time.open, minutes: 60 + index }
  const reviewer = await contextOn(bank, context.tx, at)
  const proof = { customerId: id, documentId: null, expiresOn: null }
  await verifyFact(reviewer, { ...proof, field: 'creditCode', evidence: '营业执照原件' })
  await verifyFact(reviewer, { ...proof, field: 'name', evidence: '营业执照原件' })
  if (details.creditCode === '') return
  const { name, registeredCapital, establishedOn, creditCode } = details
  const isNews = index % 4 === 1
  const record = {
    institutionId: context.institution.id,
    creditCode,
    name,
    legalRepresentative: isNews ? '周登记' : details.legalRepresentative || null,
    registeredCapital,
    establishedOn,
    status: '存续',
    addressSealed: null,
    industrySection: details.industrySection,
    companyType: details.companyType,
    source: '工商登记',
    importBatchId: null,
    loadedAt: context.now(),
  }
  await setRegistryRecords(context.tx, [record])
  const facts = { ...details, legalRepresentative: details.legalRepresentative || null }
  const file = { facts, sourceOf: () => 'demo' }
  await raiseConflicts(context, registryDisagreements(id, file, record))
}
