import { uuidv7 } from '@banyan/database'
import type { Recorder } from '../audit/record-audit.ts'
import { addJob } from '../jobs/add-job.ts'
import { insertSignals } from './signals.queries.ts'

/** What may have happened to a customer that the warning rules look at. */
export type SignalCause =
  | 'register'
  | 'register-seen'
  | 'statement'
  | 'event'
  | 'dependence'
  | 'relation'
  | 'false-material'
  | 'repayment'
  | 'restructuring'
  | 'misuse'
  | 'grade'
  | 'merge'

export interface Signal {
  customerId: string
  cause: SignalCause
}

type Noting = Pick<Recorder, 'tx' | 'institution' | 'staff' | 'now'>

/** In the transaction of what happened: the customers are looked at as soon as it has committed, and never otherwise. */
export async function noteSignals(
  { tx, institution, staff, now }: Noting,
  signals: readonly Signal[],
): Promise<void> {
  if (signals.length === 0) return
  const notedAt = now()
  const distinct = new Map(signals.map((signal) => [signal.customerId, signal]))
  const rows = [...distinct.values()].map((signal) => ({
    institutionId: institution.id,
    id: uuidv7(),
    notedAt,
    ...signal,
  }))
  await insertSignals(tx, rows)
  await addJob(tx, institution.id, { kind: 'look-at-signals', staffId: staff.id, at: notedAt })
}
