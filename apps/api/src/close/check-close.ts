import { uuidv7 } from '@banyan/database'
import { addDays } from '@banyan/domain/calendar'
import { recordAudit, type Recorder } from '../audit/record-audit.ts'
import {
  countLoans,
  insertCheck,
  listBalanceDifferences,
  listLoanDifferences,
} from './check-close.queries.ts'
import { checkByReplay } from './replay-check.ts'

/** A figure that is kept, and what it is when it is computed from the rows it stands for. */
export interface LoanDifference {
  /** Null: not of a loan but of an account, which `number` then names. */
  loanId: string | null
  number: string
  column: string
  kept: string | null
  computed: string | null
}

export interface CloseCheck {
  loans: number
  differences: LoanDifference[]
}

const examplesKept = 20
const replayedByJob = 20_000

/**
 * Computes what is kept of every loan from its instalments and postings, and every account balance from the
 * journal, and tells so many loans' lives anew from their events; keeps the result. Nothing is changed: a
 * difference is for people to look into.
 */
export async function checkClose(
  recorder: Recorder,
  { mostReplayed = replayedByJob }: { mostReplayed?: number } = {},
): Promise<CloseCheck> {
  const { tx, institution, businessDay, now } = recorder
  const loans = await countLoans(tx, institution.id)
  const differences = [
    ...(await listLoanDifferences(tx, institution.id, businessDay)),
    ...(await listBalanceDifferences(tx, institution.id, addDays(businessDay, -1))),
    ...(await checkByReplay(recorder, mostReplayed)).differences,
  ]
  await insertCheck(tx, {
    institutionId: institution.id,
    id: uuidv7(),
    day: businessDay,
    checkedAt: now(),
    loans,
    differences: differences.length,
    examples: JSON.stringify(differences.slice(0, examplesKept)),
  })
  await recordAudit(recorder, {
    entity: 'institution',
    id: institution.id,
    action: 'check-close',
    detail: { loans, differences: differences.length },
  })
  return { loans, differences }
}
