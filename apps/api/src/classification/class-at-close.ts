import type { Day } from '@banyan/domain/calendar'
import type { Recorder } from '../audit/record-audit.ts'
import { assessGroups } from './assess-groups.ts'
import { classClaims } from './class-claims.ts'
import { listLoansToClass, lockClaims } from './claims.queries.ts'
import { writeClasses } from './write-classes.ts'

type Closer = Omit<Recorder, 'businessDay'>

/** Classes these loans, and the other loans of the same companies, as of the close of a day. */
export async function classLoans(
  closer: Closer,
  day: Day,
  loanIds: readonly string[],
): Promise<{ looked: number; tiersChanged: number }> {
  const { tx, institution } = closer
  const claims = await lockClaims(tx, institution.id, loanIds)
  const { tiersChanged, impaired } = await writeClasses(
    closer,
    day,
    await classClaims(closer, claims, day),
  )
  await assessGroups(closer, day, impaired)
  return { looked: claims.length, tiersChanged }
}

/** Class, stage and allowance of the loans that the close of a day must look at: a step of the night. */
export const tiersStep = {
  name: 'tiers',
  again: true,
  async run(
    closer: Closer,
    day: Day,
    { after, limit }: { after: string | null; limit: number },
  ): Promise<{ rows: number; next: string | null }> {
    const { tx, institution } = closer
    const loanIds = await listLoansToClass(tx, institution.id, { day, after, limit })
    if (loanIds.length === 0) return { rows: 0, next: null }
    await classLoans(closer, day, loanIds)
    return {
      rows: loanIds.length,
      next: loanIds.length === limit ? (loanIds.at(-1) ?? null) : null,
    }
  },
} as const
