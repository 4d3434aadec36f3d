import { uuidv7 } from '@banyan/database'
import { addDays, type Day } from '@banyan/domain/calendar'
import type { CollectionRules } from '@banyan/domain/collection/collection-rules'
import { promiseOutcome } from '@banyan/domain/collection/promise'
import { recordAudit, type Recorder } from '../audit/record-audit.ts'
import { listOwners } from '../officers/responsible-staff.queries.ts'
import { rulesInForce } from '../post-loan-rules/rules-in-force.ts'
import { insertTask } from '../tasks/tasks.queries.ts'
import {
  endHardships,
  listDebtorsToSee,
  listOpenPromises,
  readDebtors,
  setPromise,
} from './cases.queries.ts'
import { expireClocks, listClocksEnding } from './clocks.queries.ts'
import { refreshClocks, seeCase } from './see-case.ts'

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
      limit: Math.min(limit, 500),
    }
    const ids = await listDebtorsToSee(recorder, portion)
    await seeDebtors(recorder, rules, ids)
    const last = ids.at(-1)
    return { rows: ids.length, next: ids.length < portion.limit || !last ? null : `cases ${last}` }
  },
}

async function settleDay(recorder: Recorder, rules: CollectionRules): Promise<number> {
  const { tx, institution, businessDay: day } = recorder
  let rows = 0
  for (const promise of await listOpenPromises(tx, institution.id, day)) {
    const state = promiseOutcome(promise, promise.paidSince, day)
    if (state === null) continue
    await setPromise(recorder, promise.id, { state, settledOn: day })
    const detail = { promise: promise.id, case: promise.caseId, loan: promise.loanId }
    await recordAudit(recorder, {
      entity: 'customer',
      id: promise.debtorId,
      action: `promise-${state}`,
      detail,
    })
    rows++
  }
  await endHardships(tx, institution.id, day)
  await expireClocks(tx, institution.id, day)
  return rows + (await tellOfClocks(recorder, rules))
}

async function tellOfClocks(recorder: Recorder, { clocks }: CollectionRules): Promise<number> {
  const { tx, institution, businessDay: day, staff } = recorder
  const days = [clocks.warnWithinDays, ...lastCalls].map((left) => addDays(day, left))
  const ending = await listClocksEnding(tx, institution.id, days)
  for (const { officerId, debtorId, kind, endsOn, loanNumber } of ending) {
    if (officerId === null) continue
    const what = kind === 'limitation' ? '诉讼时效' : '保证期间'
    await insertTask(recorder, {
      institutionId: institution.id,
      id: uuidv7(),
      customerId: debtorId,
      groupId: null,
      text: `${what}将于 ${endsOn} 届满（借据 ${loanNumber}），请送达主张权利的通知并留存证据`,
      dueOn: endsOn,
      state: 'open',
      assigneeId: officerId,
      madeBy: staff.id,
      madeAt: recorder.now(),
    })
  }
  return ending.length
}

/** Looks at these debtors in turn: clocks first, for they count in the queue. */
export async function seeDebtors(
  recorder: Recorder,
  rules: CollectionRules,
  ids: readonly string[],
): Promise<void> {
  if (ids.length === 0) return
  const { tx, institution, businessDay: day } = recorder
  await refreshClocks(recorder, rules, ids)
  const owners = await listOwners(tx, institution.id, ids)
  for (const debtor of await readDebtors(recorder, ids, day)) {
    await seeCase(recorder, rules, debtor, owners.get(debtor.debtorId) ?? null)
  }
}
