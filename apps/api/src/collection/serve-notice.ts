import { uuidv7 } from '@banyan/database'
import { addDays, Day, day } from '@banyan/domain/calendar'
import { claimClocks, noticeKinds } from '@banyan/domain/collection/claim-clocks'
import {
  letterNumber,
  letterTemplates,
  letterText,
  type LetterTemplate,
} from '@banyan/domain/collection/letters'
import { freeText } from '@banyan/domain/customers/free-text'
import { money } from '@banyan/domain/money'
import { Refused, refuseIf } from '@banyan/domain/refused'
import { yearOf } from '@banyan/domain/calendar'
import { z } from 'zod'
import type { StaffContext } from '../access/staff-context.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { found } from '../not-found.ts'
import { takeNumbers } from '../officers/officers.queries.ts'
import { rulesInForce } from '../post-loan-rules/rules-in-force.ts'
import { countDocumentsOf } from '../visits/visits.queries.ts'
import { listCaseLoans, listParties, lockCase } from './case-page.queries.ts'
import { findLetter, insertLetter, setServed } from './arrangements.queries.ts'
import { findClaimedLoan, insertNotice, keepClocks, listLateLoans } from './clocks.queries.ts'
import { localTime } from './local-time.ts'
import { readContactPlace, weighContact } from './weigh-contact.ts'

const methods = ['post', 'in-person', 'electronic', 'notary', 'announcement'] as const

export const WriteLetter = z.strictObject({
  caseId: z.uuid(),
  partyId: z.uuid(),
  loanId: z.uuid(),
  template: z.enum(letterTemplates),
})
export const OneLetter = z.strictObject({ id: z.uuid() })
const proof = {
  servedOn: Day,
  method: z.enum(methods),
  documentId: z.uuid().nullable(),
  evidence: freeText(2, 500),
}
export const ServeLetter = z.strictObject({ id: z.uuid(), ...proof })
export const RecordNotice = z.strictObject({
  loanId: z.uuid(),
  partyId: z.uuid(),
  kind: z.enum(noticeKinds),
  ...proof,
})

const daysToPay = 7

/** A numbered letter from its template, with the figures of today; it counts only once it is served. */
export async function writeLetter(
  context: StaffContext,
  { caseId, partyId, loanId, template }: z.output<typeof WriteLetter>,
): Promise<{ id: string; number: string }> {
  const { tx, institution, staff, businessDay } = context
  const held = found(await lockCase(context, caseId), 'case')
  if (held.state !== 'open') throw new Refused('case-is-closed')
  const party = found(
    (await listParties(context, held.debtorId)).find(({ id }) => id === partyId),
    'party',
  )
  if ((template === 'guarantor-claim') !== (party.role === 'guarantor'))
    throw new Refused('letter-is-for-another')
  const loan = found(
    (await listCaseLoans(context, held.debtorId)).find(({ id }) => id === loanId),
    'loan',
  )
  const { rules } = await rulesInForce(context, 'collection', businessDay)
  const place = await readContactPlace(context, rules, held, businessDay)
  const { time } = localTime(context.now())
  refuseIf(weighContact(place, party, { kind: 'letter', on: businessDay, time, saysDebt: true }))
  const id = uuidv7()
  const number = letterNumber(
    businessDay,
    await takeNumbers(tx, institution.id, `letter-${yearOf(businessDay)}`),
  )
  const letter = letterText(template, {
    number,
    institution: institution.name,
    addressee: party.name,
    debtor: held.debtorName,
    loanNumber: loan.number,
    writtenOn: businessDay,
    daysPastDue: loan.daysPastDue,
    overdue: money(loan.overdue),
    balance: money(loan.balance),
    maturesOn: loan.maturesOn,
    payBy: addDays(businessDay, daysToPay),
  })
  const written = { writtenBy: staff.id, writtenOn: businessDay, writtenAt: context.now() }
  await insertLetter(context, {
    institutionId: institution.id,
    id,
    caseId,
    number,
    template,
    loanId,
    partyId,
    ...letter,
    ...written,
  })
  const detail = { case: caseId, letter: id, number, template, loan: loanId }
  await recordAudit(context, {
    entity: 'customer',
    id: held.debtorId,
    action: 'letter-written',
    detail,
  })
  return { id, number }
}

export async function readLetter(context: StaffContext, { id }: z.output<typeof OneLetter>) {
  const { debtorId, ...letter } = found(await findLetter(context, id), 'letter')
  context.noteAccess(debtorId, 'letter')
  return letter
}

const noticeOf: Record<LetterTemplate, (typeof noticeKinds)[number]> = {
  reminder: 'demand',
  demand: 'demand',
  'guarantor-claim': 'guarantee-claim',
  lawyer: 'demand',
}

/** The letter has reached them, and here is the proof: the clocks begin anew from that day. */
export async function serveLetter(
  context: StaffContext,
  { id, ...served }: z.output<typeof ServeLetter>,
): Promise<{ id: string }> {
  const letter = found(await findLetter(context, id), 'letter')
  const held = found(await lockCase(context, letter.caseId), 'case')
  if (letter.servedOn !== null) throw new Refused('letter-is-served')
  if (served.servedOn < day(letter.writtenOn)) throw new Refused('before-start')
  await setServed(context, id, served.servedOn)
  const { loanId, partyId } = letter
  const kind = noticeOf[letter.template as LetterTemplate]
  await keepNotice(
    context,
    { loanId, partyId, kind, ...served },
    { debtorId: held.debtorId, letterId: id },
  )
  return { id }
}

/** A claim that was made in another way: an acknowledgement signed, a suit filed. */
export async function recordNotice(
  context: StaffContext,
  notice: z.output<typeof RecordNotice>,
): Promise<{ id: string }> {
  const loan = found(await findClaimedLoan(context, notice.loanId), 'loan')
  const parties = await listParties(context, loan.customerId)
  const party = found(
    parties.find(({ id }) => id === notice.partyId),
    'party',
  )
  if (party.role === 'contact-person') throw new Refused('not-liable')
  return keepNotice(context, notice, { debtorId: loan.customerId, letterId: null })
}

async function keepNotice(
  context: StaffContext,
  notice: z.output<typeof RecordNotice>,
  { debtorId, letterId }: { debtorId: string; letterId: string | null },
): Promise<{ id: string }> {
  const { institution, staff, businessDay } = context
  const { loanId, partyId, kind, servedOn, method, evidence, documentId } = notice
  if (servedOn > businessDay) throw new Refused('in-the-future')
  if (documentId !== null && (await countDocumentsOf(context, debtorId, [documentId])) !== 1) {
    throw new Refused('document-not-of-customer')
  }
  const id = uuidv7()
  await insertNotice(context, {
    institutionId: institution.id,
    id,
    loanId,
    partyId,
    kind,
    servedOn,
    method,
    evidence,
    letterId,
    documentId,
    recordedBy: staff.id,
    recordedAt: context.now(),
  })
  const { rules } = await rulesInForce(context, 'collection', businessDay)
  const loans = await listLateLoans(context, { loanId }, businessDay)
  const clocks = loans.flatMap((loan) =>
    claimClocks(loan, loan.notices, rules.clocks, businessDay).map((clock) => ({
      loanId,
      ...clock,
    })),
  )
  await keepClocks(context, clocks, businessDay)
  const detail = { notice: id, loan: loanId, kind, servedOn, method, letter: letterId }
  await recordAudit(context, { entity: 'customer', id: debtorId, action: 'notice-served', detail })
  return { id }
}
