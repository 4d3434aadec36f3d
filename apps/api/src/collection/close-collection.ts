import { uuidv7 } from '@banyan/database'
import { addDays, type Day } from '@banyan/domain/calendar'
import type { CollectionRules } from '@banyan/domain/collection/collection-rules'
import { promiseOutcome } from '@banyan/domain/collection/promise'
import { formatMoneyGrouped } from '@banyan/domain/money'
import { type Recorder, recordAudits } from '../audit/record-audit.ts'
import { rulesInForce } from '../post-loan-rules/rules-in-force.ts'
import { insertTasks } from '../tasks/tasks.queries.ts'
import {
  endHardships,
  listOpenPromises,
  type PromiseToSettle,
  settlePromises,
} from './cases.queries.ts'
import { expireClocks, listClocksEnding } from './clocks.queries.ts'
import { listDebtorsToSee } from './debtors.queries.ts'
import { seeDebtors } from './see-case.ts'

type Closer = Omit<Recorder, 'businessDay'>

/** How long before a clock ends somebody is told once more. */
const lastCalls = [30, 7]

/**
 * The night's part in collecting: promises that were kept or broken, arrangements and clocks that ran out, then the
 * cases of debtors whom the day changed.
 */
export const collectionStep = {
  name: 'collection',
  async run(closer: Closer, day: Day, { after, limit }: { after: string | null; limit: number }) {
    const recorder = { ...closer, businessDay: day }
    const { rules } = await rulesInForce(recorder, 'collection', day)
    if (after === null) return { rows: await settleDay(recorder, rules), next: 'cases' }
    const [, from = null] = after.split(' ')
    const portion = {
      day,
      bucketDays: rules.buckets.map(({ fromDays }) => fromDays),
      after: from,
      limit,
    }
    const ids = await listDebtorsToSee(recorder, portion)
    await seeDebtors(recorder, rules, ids)
    const last = ids.at(-1)
    return { rows: ids.length, next: ids.length < portion.limit || !last ? null : `cases ${last}` }
  },
}

async function settleDay(recorder: Recorder, rules: CollectionRules): Promise<number> {
  const { tx, institution, businessDay: day } = recorder
  const open = await listOpenPromises(tx, institution.id, day)
  const settled = open.flatMap((promise) => {
    const state = promiseOutcome(promise, promise.paidSince, day)
    return state === null ? [] : [{ ...promise, state }]
  })
  await settlePromises(recorder, settled, day)
  await askAgain(
    recorder,
    settled.filter(({ state }) => state === 'broken'),
  )
  await recordAudits(
    recorder,
    settled.map(({ id, caseId, debtorId, loanId, state }) => ({
      entity: 'customer',
      id: debtorId,
      action: `promise-${state}`,
      detail: { promise: id, case: caseId, loan: loanId },
    })),
  )
  await endHardships(tx, institution.id, day)
  await expireClocks(tx, institution.id, day)
  return settled.length + (await tellOfClocks(recorder, rules))
}

/** Whoever keeps the case finds a broken promise among the tasks of the next day. */
async function askAgain(recorder: Recorder, broken: readonly PromiseToSettle[]): Promise<void> {
  const { institution, businessDay: day, staff } = recorder
  const tasks = broken.flatMap(({ debtorId, officerId, loanNumber, amount, dueOn, paidSince }) => {
    if (officerId === null) return []
    const paid = paidSince > 0 ? `，实际归还 ${formatMoneyGrouped(paidSince)} 元` : ''
    return {
      institutionId: institution.id,
      id: uuidv7(),
      customerId: debtorId,
      groupId: null,
      text: `承诺于 ${dueOn} 前归还 ${formatMoneyGrouped(amount)} 元（借据 ${loanNumber}）未兑现${paid}，请再次联系并记录`,
      dueOn: addDays(day, 1),
      state: 'open' as const,
      assigneeId: officerId,
      madeBy: staff.id,
      madeAt: recorder.now(),
    }
  })
  await insertTasks(recorder, tasks)
}

async function tellOfClocks(recorder: Recorder, { clocks }: CollectionRules): Promise<number> {
  const { tx, institution, businessDay: day, staff } = recorder
  const days = [clocks.warnWithinDays, ...lastCalls].map((left) => addDays(day, left))
  const ending = await listClocksEnding(tx, institution.id, days)
  const tasks = ending.flatMap(({ officerId, debtorId, kind, endsOn, loanNumber }) => {
    if (officerId === null) return []
    const what = kind === 'limitation' ? '诉讼时效' : '保证期间'
    return {
      institutionId: institution.id,
      id: uuidv7(),
      customerId: debtorId,
      groupId: null,
      text: `${what}将于 ${endsOn} 届满（借据 ${loanNumber}），请送达主张权利的通知并留存证据`,
      dueOn: endsOn,
      state: 'open' as const,
      assigneeId: officerId,
      madeBy: staff.id,
      madeAt: recorder.now(),
    }
  })
  await insertTasks(recorder, tasks)
  return ending.length
}
