import { addDays, addMonths, type Day } from '@banyan/domain/calendar'
import type { InspectionReport } from '@banyan/domain/inspections/inspection-report'
import { money } from '@banyan/domain/money'
import type { RiskEventKind } from '@banyan/domain/warnings/risk-events'
import type { StaffContext } from '../src/access/staff-context.ts'
import { addCovenant } from '../src/covenants/change-covenant.ts'
import { askFileUpdate } from '../src/inspections/file-updates/answer-file-update.ts'
import { askForReviews } from '../src/inspections/file-updates/ask-for-reviews.ts'
import { listFileUpdates } from '../src/inspections/file-updates/file-updates.queries.ts'
import { listInspections } from '../src/inspections/inspections.queries.ts'
import { planVisitsFor } from '../src/inspections/plan-inspection.ts'
import { recordInspection, topicsOf } from '../src/inspections/record-inspection.ts'
import { rulesInForce } from '../src/post-loan-rules/rules-in-force.ts'
import { proposeRelease, takeWarning } from '../src/warnings/act-on-warning.ts'
import { lookAtPortion } from '../src/warnings/look-at-signals.ts'
import { recordRiskEvent, recordInflow } from '../src/warnings/record-event.ts'
import { watchCustomers } from '../src/warnings/watch-customers.ts'
import { listWarnings } from '../src/warnings/warning-list.queries.ts'
import { actAs, type DemoBank, oneWith, pieces, type StaffMember } from './bank.ts'
import { collect } from './collecting.ts'
import { inspectOverTheYears } from './earlier-inspections.ts'
import { updateFilesOverTheYears } from './earlier-updates.ts'
import type { Party } from './parties.ts'
import { askForFiles, resolveBreaches } from './post-loan-answers.ts'
import { oldestUnpaidOfAll } from './running-loans.queries.ts'

const inspected = 24
const reported = 8
const watched = 10
const filesAsked = 6

/** What is done with loans that are out: inspections, covenants, what was learnt, warnings and collection. */
export async function afterLending(bank: DemoBank, parties: readonly Party[]): Promise<void> {
  const { last, open } = bank.time
  const byNumber = parties.toSorted((a, b) => (a.number < b.number ? -1 : 1))
  const companies = byNumber.filter(
    ({ details, loans }) => details.kind === 'company' && loans.length > 0,
  )
  const unpaid = await bank.resources.transact(bank.institution.id, (tx) =>
    oldestUnpaidOfAll(tx, bank.institution.id),
  )
  const isLate = ({ id }: Party) => (unpaid.get(id) ?? open) < open
  const sound = companies.filter((party) => !isLate(party))
  const visited = sound.slice(0, inspected)
  await inspectOverTheYears(bank, byNumber, dueOfVisited(bank, visited))
  await updateFilesOverTheYears(
    bank,
    byNumber.filter((party) => !sound.slice(0, watched + filesAsked).includes(party)),
  )
  await inspect(bank, visited)
  await promise(bank, sound.slice(0, watched))
  await learn(bank, sound.slice(0, watched))
  await askForFiles(bank, sound.slice(watched, watched + filesAsked))
  await collect(bank, byNumber, unpaid)
  const late = byNumber.filter(isLate)
  for (const piece of pieces(late, 200)) {
    await as(bank, oneWith(bank, 'post-loan-officer'), last, (context) =>
      watchCustomers(
        context,
        piece.map(({ id }) => id),
        'close',
      ),
    )
  }
  await answer(bank, sound.slice(0, watched))
  await resolveBreaches(bank)
}

const as = <T>(
  bank: DemoBank,
  staff: StaffMember,
  on: Day,
  run: (context: StaffContext) => Promise<T>,
): Promise<T> => actAs(bank, staff, { on, minutes: 120 }, run)

/** Of those that are looked at closely some are due now, some were missed, the rest are coming up. */
function dueOfVisited({ time }: DemoBank, companies: readonly Party[]): Map<string, Day> {
  const dayOf = (place: number) => {
    if (place < reported) return place
    return place < 2 * reported ? -3 - 2 * place : place - 2 * reported + 2
  }
  return new Map(companies.map(({ id }, place) => [id, addDays(time.last, dayOf(place))]))
}

async function inspect(bank: DemoBank, companies: readonly Party[]): Promise<void> {
  const { last } = bank.time
  for (const [place, { id, officer }] of companies.entries()) {
    await as(bank, officer, last, (context) => planVisit(context, id))
    if (place < reported) await as(bank, officer, last, (context) => report(context, id, place))
  }
}

const dueOf = async (context: StaffContext, customerId: string) => {
  const [due] = await listInspections(context, {
    customerId,
    soonOn: context.businessDay,
    limit: 1,
  })
  return due
}

async function planVisit(context: StaffContext, customerId: string): Promise<void> {
  const due = await dueOf(context, customerId)
  if (due?.ownerId) await planVisitsFor(context, [{ ...due, ownerId: due.ownerId }])
}

async function report(context: StaffContext, customerId: string, place: number): Promise<void> {
  const due = await dueOf(context, customerId)
  const { rules } = await rulesInForce(context, 'inspection', context.businessDay)
  const isBad = place % 4 === 1
  const asked = due ? topicsOf(rules, due) : ['operation', 'repayment']
  const topics = asked as InspectionReport['findings'][number]['topic'][]
  await recordInspection(context, {
    id: due?.id ?? null,
    customerId,
    heldOn: addDays(context.businessDay, -1 - place),
    place: '企业厂区与财务室',
    participants: `${context.staff.name}、企业财务负责人`,
    findings: topics.map((topic, index) => ({
      topic,
      isAbnormal: isBad && index === 0,
      note: isBad && index === 0 ? '回款明显放缓，主要客户付款延迟' : '核对凭证与现场，未见异常',
    })),
    conclusion: isBad ? 'attention' : 'normal',
    followUp: isBad ? '一个月内复查回款' : '',
    documentIds: [],
  })
}

/** Covenants on debt and cover; the statements on file are held against them at once. */
async function promise(bank: DemoBank, companies: readonly Party[]): Promise<void> {
  const collector = oneWith(bank, 'post-loan-officer')
  for (const [place, { id: customerId }] of companies.entries()) {
    await as(bank, collector, bank.time.last, (context) =>
      addCovenant(context, {
        customerId,
        contractId: null,
        measure: place % 2 === 0 ? 'debtToAssets' : 'currentRatio',
        operator: place % 2 === 0 ? 'at-most' : 'at-least',
        threshold: place % 2 === 0 ? 50_000_000 : 150_000_000,
        period: 'year',
        scope: 'own',
        deliverWithinDays: 365,
        validFrom: addMonths(bank.time.last, -24),
        validTo: null,
        source: '借款合同约定事项',
      }),
    )
  }
  await as(bank, collector, bank.time.last, lookAtPortion)
}

const learnt: readonly [kind: RiskEventKind, evidence: string, amount: number | null][] = [
  ['lawsuit', '买卖合同纠纷，作为被告', 86_000_000],
  ['enforcement', '列为被执行人', 320_000_000],
  ['equity-change', '控股股东转让股权', null],
  ['halted-production', '生产线停工检修超过一个月', null],
  ['contact-lost', '登记电话停机，函件退回', null],
]

/** What officers heard of outside, and what came into the accounts. */
async function learn(bank: DemoBank, companies: readonly Party[]): Promise<void> {
  const { last } = bank.time
  for (const [place, { id: customerId, officer }] of companies.entries()) {
    const [kind, evidence, amount] = learnt[place] ?? []
    if (kind === undefined || evidence === undefined) continue
    const happened = {
      kind,
      evidence,
      happenedOn: addDays(last, -3 - place),
      source: '公开信息',
      documentId: null,
    }
    await as(bank, officer, last, (context) =>
      recordRiskEvent(context, {
        customerId,
        ...happened,
        amount: amount == null ? null : money(amount),
      }),
    )
  }
  for (const { id: customerId, officer } of companies.slice(learnt.length, learnt.length + 2)) {
    for (let back = 1; back <= 9; back++) {
      const month = addMonths(last, -back, 1).slice(0, 7)
      const amount = money(back <= 3 ? 48_000_000 : 90_000_000)
      await as(bank, officer, last, (context) =>
        recordInflow(context, { customerId, month, amount, source: '对公结算账户' }),
      )
    }
  }
}

/** Some warnings are taken, one waits for its release, and some files are asked for. */
async function answer(bank: DemoBank, companies: readonly Party[]): Promise<void> {
  const { last } = bank.time
  for (const [place, { id: customerId, officer }] of companies.slice(0, 4).entries()) {
    await as(bank, officer, last, async (context) => {
      const mine = await listWarnings(context, { customerId, mine: true, limit: 1 })
      for (const { id } of mine) {
        await takeWarning(context, { id, note: '已联系企业核实情况' })
        if (place === 0) await proposeRelease(context, { id, reason: '对方已撤诉，裁定书已归档' })
      }
    })
  }
  await as(bank, oneWith(bank, 'post-loan-officer'), last, (context) =>
    askForReviews(
      context,
      companies.map(({ id: customerId }) => ({ customerId, cause: 'relation' })),
    ),
  )
  for (const { id: customerId, officer } of companies.slice(0, 3)) {
    await as(bank, officer, last, async (context) => {
      const [update] = await listFileUpdates(context, { customerId, limit: 1 })
      if (update) await askFileUpdate(context, { id: update.id, answerBy: addDays(last, 10) })
    })
  }
}
