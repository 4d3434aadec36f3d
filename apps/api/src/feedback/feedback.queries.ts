import type { StaffContext } from '../access/staff-context.ts'

type Place = Pick<StaffContext, 'tx' | 'institution'>

export const feedbackStates = ['new', 'seen', 'done'] as const
export type FeedbackState = (typeof feedbackStates)[number]

export interface FeedbackRow {
  institutionId: string
  id: string
  page: string
  words: string
  state: 'new'
  madeBy: string
  madeAt: Date
}

export async function insertFeedback({ tx }: Place, row: FeedbackRow): Promise<void> {
  await tx.insertInto('feedback').values(row).execute()
}

/** What people said of the screens, the latest first. */
export function listFeedback(
  { tx, institution }: Place,
  filter: { state?: FeedbackState | undefined; cursor?: string | undefined; limit: number },
) {
  const { state, cursor, limit } = filter
  let query = tx
    .selectFrom('feedback')
    .innerJoin('staff as maker', (join) =>
      join
        .onRef('maker.institutionId', '=', 'feedback.institutionId')
        .onRef('maker.id', '=', 'feedback.madeBy'),
    )
    .leftJoin('staff as answerer', (join) =>
      join
        .onRef('answerer.institutionId', '=', 'feedback.institutionId')
        .onRef('answerer.id', '=', 'feedback.answeredBy'),
    )
    .select([
      'feedback.id',
      'feedback.page',
      'feedback.words',
      'feedback.state',
      'maker.name as madeBy',
      'feedback.madeAt',
      'feedback.answer',
      'answerer.name as answeredBy',
    ])
    .where('feedback.institutionId', '=', institution.id)
    .orderBy('feedback.id', 'desc')
    .limit(limit)
  if (state !== undefined) query = query.where('feedback.state', '=', state)
  if (cursor !== undefined) query = query.where('feedback.id', '<', cursor)
  return query.execute()
}

/** Whether there was such a word. */
export async function setAnswer(
  { tx, institution, staff, now }: StaffContext,
  id: string,
  { state, answer }: { state: 'seen' | 'done'; answer: string },
): Promise<boolean> {
  const result = await tx
    .updateTable('feedback')
    .set({ state, answer, answeredBy: staff.id, answeredAt: now() })
    .where('institutionId', '=', institution.id)
    .where('id', '=', id)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}
