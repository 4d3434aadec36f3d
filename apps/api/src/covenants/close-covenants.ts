import { uuidv7 } from '@banyan/database'
import type { Day } from '@banyan/domain/calendar'
import { lastDeliveryMissed } from '@banyan/domain/covenants/covenant'
import { recordAudit, type Recorder } from '../audit/record-audit.ts'
import { insertTest, listInForce, listUndelivered } from './covenant-tests.queries.ts'
import { testStatements } from './test-statements.ts'

type Closer = Omit<Recorder, 'businessDay'>

/** The night's look at covenants: statements not yet tested, and those that should have come by now. */
export const covenantsStep = {
  name: 'covenants',
  async run(closer: Closer, day: Day, { after, limit }: { after: string | null; limit: number }) {
    const recorder = { ...closer, businessDay: day }
    const { tx, institution } = recorder
    const portion = { after, limit: Math.min(limit, 1_000) }
    const covenants = await listInForce(tx, institution.id, portion)
    const tested = await testStatements(recorder, [
      ...new Set(covenants.map(({ customerId }) => customerId)),
    ])
    const missed = covenants.flatMap((covenant) => {
      const periodEnd = lastDeliveryMissed(covenant, day)
      return periodEnd === null ? [] : [{ covenantId: covenant.id, periodEnd }]
    })
    const undelivered = await listUndelivered(tx, institution.id, missed)
    for (const { covenantId, periodEnd, customerId } of undelivered) {
      await insertTest(recorder, {
        institutionId: institution.id,
        id: uuidv7(),
        covenantId,
        periodEnd,
        statementId: null,
        testedOn: day,
        testedAt: recorder.now(),
        value: null,
        outcome: 'not-delivered',
      })
      const detail = { covenant: covenantId, periodEnd }
      await recordAudit(recorder, {
        entity: 'customer',
        id: customerId,
        action: 'statement-not-delivered',
        detail,
      })
    }
    const last = covenants.at(-1)
    const next = covenants.length < portion.limit || !last ? null : last.id
    return { rows: tested + undelivered.length, next }
  },
}
