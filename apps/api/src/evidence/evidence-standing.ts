import { evidenceRefusal, type EvidenceRefusal } from '@banyan/domain/customers/evidence'
import type { StaffContext } from '../access/staff-context.ts'
import { getEvidenceFacts } from './blocks.queries.ts'

/** Whether the evidence behind a customer's file lets anything be decided or paid today. */
export async function evidenceStanding(
  { tx, institution, businessDay }: Pick<StaffContext, 'tx' | 'institution' | 'businessDay'>,
  customerId: string,
): Promise<EvidenceRefusal | null> {
  return evidenceRefusal(await getEvidenceFacts(tx, institution.id, customerId), businessDay)
}
