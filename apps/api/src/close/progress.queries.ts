import type { Tx } from '@banyan/database'
import type { Day } from '@banyan/domain/calendar'

/** Days whose close began or ended, the newest first. */
export function listClosingDays(
  tx: Tx,
  institutionId: string,
  { before, limit }: { before?: Day | undefined; limit: number },
) {
  return tx
    .selectFrom('businessDay')
    .select(['day', 'closedAt'])
    .where('institutionId', '=', institutionId)
    .where((eb) =>
      eb.or([
        eb('closedAt', 'is not', null),
        eb.exists(
          eb
            .selectFrom('closeStep')
            .select('step')
            .where('closeStep.institutionId', '=', institutionId)
            .whereRef('closeStep.day', '=', 'businessDay.day'),
        ),
      ]),
    )
    .$if(before !== undefined, (qb) => qb.where('day', '<', before ?? ''))
    .orderBy('day', 'desc')
    .limit(limit)
    .execute()
}

export function listSteps(tx: Tx, institutionId: string, days: readonly string[]) {
  if (days.length === 0) return Promise.resolve([])
  return tx
    .selectFrom('closeStep')
    .select(['day', 'step', 'startedAt', 'finishedAt', 'rows', 'workedMs'])
    .where('institutionId', '=', institutionId)
    .where('day', 'in', [...days])
    .orderBy('day', 'desc')
    .orderBy('position')
    .execute()
}

/** The close that waits, runs, or failed since the last one that ended well. */
export function findCloseJob(tx: Tx, institutionId: string) {
  return tx
    .selectFrom('job')
    .innerJoin('staff', (join) =>
      join
        .onRef('staff.institutionId', '=', 'job.institutionId')
        .onRef('staff.id', '=', 'job.askedBy'),
    )
    .select([
      'job.id',
      'job.payload',
      'job.status',
      'job.attempts',
      'job.error',
      'job.askedAt',
      'staff.name as askedBy',
    ])
    .where('job.institutionId', '=', institutionId)
    .where('job.kind', '=', 'close-days')
    .orderBy('job.id', 'desc')
    .limit(1)
    .executeTakeFirst()
}

export function findLastCheck(tx: Tx, institutionId: string) {
  return tx
    .selectFrom('closeCheck')
    .select(['day', 'checkedAt', 'loans', 'differences', 'examples'])
    .where('institutionId', '=', institutionId)
    .orderBy('checkedAt', 'desc')
    .limit(1)
    .executeTakeFirst()
}
