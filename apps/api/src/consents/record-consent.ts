import { constraintOf, uuidv7 } from '@banyan/database'
import { Day } from '@banyan/domain/calendar'
import { freeText } from '@banyan/domain/customers/free-text'
import { promotionChannels } from '@banyan/domain/customers/promotion'
import { Refused } from '@banyan/domain/refused'
import { z } from 'zod'
import type { StaffContext } from '../access/staff-context.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { findFile, lockFile } from '../customers/customer-file.queries.ts'
import { found } from '../not-found.ts'
import { insertConsent, lockConsent, setWithdrawn } from './consents.queries.ts'

export const RecordConsent = z.strictObject({
  customerId: z.uuid(),
  channel: z.enum(promotionChannels),
  givenOn: Day,
  evidence: freeText(2, 200),
})
export const WithdrawConsent = z.strictObject({ id: z.uuid(), withdrawnOn: Day })

/** A customer agrees to be approached by one channel, with what shows it. */
export async function recordConsent(
  context: StaffContext,
  { customerId, channel, givenOn, evidence }: z.infer<typeof RecordConsent>,
): Promise<{ id: string }> {
  if (givenOn > context.businessDay) throw new Refused('in-the-future')
  await lockFile(context, customerId)
  const id = uuidv7()
  await insertConsent(context, {
    institutionId: context.institution.id,
    id,
    customerId,
    purpose: 'promotion',
    channel,
    givenOn,
    evidence,
    recordedBy: context.staff.id,
    recordedAt: context.now(),
  }).catch((error: unknown) => {
    if (constraintOf(error) !== 'consent_is_given_once') throw error
    throw new Refused('consent-is-held', { cause: error })
  })
  await recordAudit(context, {
    entity: 'customer',
    id: customerId,
    action: 'consent-given',
    detail: { consent: id, channel, givenOn },
  })
  return { id }
}

/** From that day on the customer is not approached by the channel any more. */
export async function withdrawConsent(
  context: StaffContext,
  { id, withdrawnOn }: z.infer<typeof WithdrawConsent>,
): Promise<{ id: string }> {
  const consent = found(await lockConsent(context, id), 'consent')
  await findFile(context, consent.customerId)
  if (consent.withdrawnOn !== null) throw new Refused('already-withdrawn')
  if (withdrawnOn > context.businessDay) throw new Refused('in-the-future')
  if (withdrawnOn < consent.givenOn) throw new Refused('before-start')
  await setWithdrawn(context, id, withdrawnOn)
  await recordAudit(context, {
    entity: 'customer',
    id: consent.customerId,
    action: 'consent-withdrawn',
    detail: { consent: id, channel: consent.channel, withdrawnOn },
  })
  return { id }
}
