import { connect, connectPool } from '@banyan/database'
import { day } from '@banyan/domain/calendar'
import { listInstitutions } from '../access/accounts.queries.ts'
import { transactor } from '../groups/tree/keep-rows.ts'
import { dieAtStatements } from '../failpoints.ts'
import { closeDays } from './close-days.ts'
import { closeSteps } from './steps.ts'
import { markingStep } from './marking-step.ts'

/** A process that closes a test's bank, to be killed: address, institution, staff, last day, mark, where to die. */
const [url = '', code = '', staffId = '', through = '', mark = '', arming = ''] =
  process.argv.slice(2)

const pool = connectPool(url, { maximum: 3 })
if (arming !== '') dieAtStatements(pool, arming)
const db = connect(pool)
const institution = (await listInstitutions(db)).find((each) => each.code === code)
if (!institution) throw new Error(`no institution ${code}`)
await closeDays(
  { transact: transactor(db), now: () => new Date('2026-10-15T02:00:00Z') },
  {
    institution: { ...institution, kind: 'city-bank' },
    staff: { id: staffId },
    requestId: 'process',
  },
  day(through),
  { steps: [markingStep(mark, 5), ...closeSteps], rowsPerPortion: 3 },
)
await db.destroy()
