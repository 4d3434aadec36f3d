import { uuidv7 } from '@banyan/database'
import { addDays, type Day } from '@banyan/domain/calendar'
import type { CollectionRules } from '@banyan/domain/collection/collection-rules'
import { type Recorder, recordAudits } from '../audit/record-audit.ts'
import { insertMessages } from '../messages/messages.queries.ts'
import { rulesInForce } from '../post-loan-rules/rules-in-force.ts'
import { insertTasks } from '../tasks/tasks.queries.ts'
import { insertReminders, listLoansToRemindOf, type LoanToRemindOf } from './reminders.queries.ts'

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
      limit,
    }
    const loans = await listLoansToRemindOf(recorder.tx, recorder.institution.id, portion)
    await remind(recorder, rules, loans)
    const last = loans.at(-1)
    return { rows: loans.length, next: loans.length < portion.limit || !last ? null : last.loanId }
  },
}

async function remind(
  recorder: Recorder,
  { reminders }: CollectionRules,
  loans: readonly LoanToRemindOf[],
): Promise<void> {
  const { tx, institution, businessDay: sentOn } = recorder
  const sentAt = recorder.now()
  const asked = loans.map((loan) => {
    const wanted = reminders.find(({ days }) => days === loan.days)
    const message = wanted?.message && !loan.isInHardship ? messageOf(recorder, loan) : null
    const task = wanted?.task ? taskOf(recorder, loan) : null
    return { loan, message, task }
  })
  await insertMessages(
    recorder,
    asked.flatMap(({ message }) => message ?? []),
  )
  await insertTasks(
    recorder,
    asked.flatMap(({ task }) => task ?? []),
  )
  const rows = asked.map(({ loan: { loanId, oldestUnpaidOn, days }, message, task }) => ({
    institutionId: institution.id,
    loanId,
    oldestUnpaidOn,
    days,
    taskId: task?.id ?? null,
    messageId: message?.id ?? null,
    sentOn,
    sentAt,
  }))
  await insertReminders(tx, rows)
  await recordAudits(
    recorder,
    asked.map(({ loan: { loanId, customerId, days }, message, task }) => ({
      entity: 'customer',
      id: customerId,
      action: 'arrears-reminded',
      detail: { loan: loanId, days, message: message?.id ?? null, task: task?.id ?? null },
    })),
  )
}

function messageOf(
  recorder: Recorder,
  { customerId, loanNumber, days, oldestUnpaidOn }: LoanToRemindOf,
) {
  return {
    institutionId: recorder.institution.id,
    id: uuidv7(),
    customerId,
    subject: '还款提醒',
    body: `您的借款（借据 ${loanNumber}）应于 ${oldestUnpaidOn} 归还的款项尚未足额归还，已逾期 ${days} 天，请尽快还款。如有困难，请联系您的客户经理。`,
    sentBy: recorder.staff.id,
    sentAt: recorder.now(),
  }
}

function taskOf(recorder: Recorder, { customerId, ownerId, loanNumber, days }: LoanToRemindOf) {
  if (ownerId === null) return null
  return {
    institutionId: recorder.institution.id,
    id: uuidv7(),
    customerId,
    groupId: null,
    text: `借据 ${loanNumber} 逾期 ${days} 天，请联系客户并记录`,
    dueOn: addDays(recorder.businessDay, 3),
    state: 'open' as const,
    assigneeId: ownerId,
    madeBy: recorder.staff.id,
    madeAt: recorder.now(),
  }
}
