import { uuidv7 } from '@banyan/database'
import { addDays, type Day } from '@banyan/domain/calendar'
import type { CollectionRules } from '@banyan/domain/collection/collection-rules'
import { recordAudit, type Recorder } from '../audit/record-audit.ts'
import { insertMessage } from '../messages/messages.queries.ts'
import { rulesInForce } from '../post-loan-rules/rules-in-force.ts'
import { insertTask } from '../tasks/tasks.queries.ts'
import { insertReminder, listLoansToRemindOf, type LoanToRemindOf } from './reminders.queries.ts'

type Closer = Omit<Recorder, 'businessDay'>

/** Whoever is late by as many days as a reminder is set for hears of it, and whoever sees to them finds a task: each once. */
export const remindersStep = {
  name: 'reminders',
  async run(closer: Closer, day: Day, { after, limit }: { after: string | null; limit: number }) {
    const recorder = { ...closer, businessDay: day }
    const { rules } = await rulesInForce(recorder, 'collection', day)
    const portion = {
      day,
      days: rules.reminders.map(({ days }) => days),
      after,
      limit: Math.min(limit, 1_000),
    }
    const loans = await listLoansToRemindOf(recorder.tx, recorder.institution.id, portion)
    for (const loan of loans) await remind(recorder, rules, loan)
    const last = loans.at(-1)
    return { rows: loans.length, next: loans.length < portion.limit || !last ? null : last.loanId }
  },
}

async function remind(
  recorder: Recorder,
  { reminders }: CollectionRules,
  loan: LoanToRemindOf,
): Promise<void> {
  const { institution, businessDay } = recorder
  const { loanId, customerId, oldestUnpaidOn, days, isInHardship } = loan
  const wanted = reminders.find((reminder) => reminder.days === days)
  const messageId = wanted?.message && !isInHardship ? await tellDebtor(recorder, loan) : null
  const taskId = wanted?.task ? await askOwner(recorder, loan) : null
  const sent = { sentOn: businessDay, sentAt: recorder.now() }
  await insertReminder(recorder, {
    institutionId: institution.id,
    loanId,
    oldestUnpaidOn,
    days,
    taskId,
    messageId,
    ...sent,
  })
  const detail = { loan: loanId, days, message: messageId, task: taskId }
  await recordAudit(recorder, {
    entity: 'customer',
    id: customerId,
    action: 'arrears-reminded',
    detail,
  })
}

async function tellDebtor(
  recorder: Recorder,
  { customerId, loanNumber, days, oldestUnpaidOn }: LoanToRemindOf,
) {
  const id = uuidv7()
  await insertMessage(recorder, {
    institutionId: recorder.institution.id,
    id,
    customerId,
    subject: '还款提醒',
    body: `您的借款（借据 ${loanNumber}）应于 ${oldestUnpaidOn} 归还的款项尚未足额归还，已逾期 ${days} 天，请尽快还款。如有困难，请联系您的客户经理。`,
    sentBy: recorder.staff.id,
    sentAt: recorder.now(),
  })
  return id
}

async function askOwner(
  recorder: Recorder,
  { customerId, ownerId, loanNumber, days }: LoanToRemindOf,
) {
  if (ownerId === null) return null
  const id = uuidv7()
  await insertTask(recorder, {
    institutionId: recorder.institution.id,
    id,
    customerId,
    groupId: null,
    text: `借据 ${loanNumber} 逾期 ${days} 天，请联系客户并记录`,
    dueOn: addDays(recorder.businessDay, 3),
    state: 'open',
    assigneeId: ownerId,
    madeBy: recorder.staff.id,
    madeAt: recorder.now(),
  })
  return id
}
