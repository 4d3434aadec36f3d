import { uuidv7 } from '@banyan/database'
import { measureOfCovenant, testCovenant } from '@banyan/domain/covenants/covenant'
import { recordAudit, type Recorder } from '../audit/record-audit.ts'
import { insertTest, listStatementsToTest, settleOlder } from './covenant-tests.queries.ts'

/** Holds every statement of these customers that has not been tested against the covenants they are under. */
export async function testStatements(
  recorder: Recorder,
  customerIds: readonly string[],
): Promise<number> {
  if (customerIds.length === 0) return 0
  const { tx, institution, businessDay } = recorder
  const waiting = await listStatementsToTest(tx, institution.id, customerIds)
  for (const {
    covenantId,
    customerId,
    measure,
    statementId,
    period,
    periodEnd,
    figures,
    before,
    ...terms
  } of waiting) {
    const id = uuidv7()
    const value = measureOfCovenant(measure, { period, figures }, before)
    const outcome = testCovenant(terms, value)
    const at = recorder.now()
    const test = {
      institutionId: institution.id,
      id,
      covenantId,
      periodEnd,
      statementId,
      value,
      outcome,
    }
    if (!(await insertTest(recorder, { ...test, testedOn: businessDay, testedAt: at }))) continue
    await settleOlder(recorder, { covenantId, periodEnd, exceptId: id, at })
    const detail = { covenant: covenantId, statement: statementId, periodEnd, outcome, value }
    await recordAudit(recorder, {
      entity: 'customer',
      id: customerId,
      action: 'covenant-tested',
      detail,
    })
  }
  return waiting.length
}
