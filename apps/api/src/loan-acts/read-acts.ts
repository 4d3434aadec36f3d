import { actRefusal } from '@banyan/domain/loans/loan-act'
import { z } from 'zod'
import { shownName } from '../access/masking.ts'
import type { StaffContext } from '../access/staff-context.ts'
import type { ActAsk } from '../loans/ask-event.ts'
import { namePostings } from '../loans/name-postings.ts'
import type { tryEvent } from '../loans/try-event.ts'
import { found } from '../not-found.ts'
import { actStatuses, findAct, listActs } from './loan-acts.queries.ts'
import type { ActChoice } from './decide-act.ts'

export const ActList = z.object({
  status: z.enum(actStatuses).nullable().default(null),
  loanId: z.uuid().nullable().default(null),
  cursor: z.uuid().nullable().default(null),
  limit: z.int().min(1).max(100).default(50),
})

type Listed = Awaited<ReturnType<typeof listActs>>['rows'][number]

function shown(context: StaffContext, row: Listed) {
  const { loanEventCount, eventCount, madeById, customerKind, customerName, ...act } = row
  const { status } = act
  // It was written from this type.
  const asked = act.asked as unknown as ActAsk
  const question = { status, madeBy: madeById, staffId: context.staff.id }
  return {
    ...act,
    asked,
    customerName: shownName(context, customerKind, customerName),
    isStale: status === 'waiting' && loanEventCount !== eventCount,
    refusal: actRefusal({ ...question, step: 'decide' }),
    isOwn: madeById === context.staff.id,
  }
}

export async function pageOfActs(context: StaffContext, input: z.output<typeof ActList>) {
  const { rows, next } = await listActs(context, input)
  return { rows: rows.map((row) => shown(context, row)), next }
}

/** An act with the loan before and after it, as its maker saw it. */
export async function readAct(context: StaffContext, { actId }: z.output<typeof ActChoice>) {
  const row = found(await findAct(context, actId), 'loan-act')
  const kept = row.preview as unknown as Omit<ReturnType<typeof tryEvent>, 'refusal'>
  const preview = { ...kept, postings: await namePostings(context, kept.postings ?? []) }
  return { ...shown(context, row), preview }
}
