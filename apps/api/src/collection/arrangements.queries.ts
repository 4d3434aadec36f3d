import type { Day } from '@banyan/domain/calendar'
import type { LetterTemplate } from '@banyan/domain/collection/letters'
import { inScope } from '../access/access.queries.ts'
import type { StaffContext } from '../access/staff-context.ts'

type Place = Pick<StaffContext, 'tx' | 'institution'>
type Reader = Pick<StaffContext, 'tx' | 'institution' | 'scope'>

export interface PromiseRow {
  institutionId: string
  id: string
  caseId: string
  loanId: string
  amount: number
  madeOn: Day
  dueOn: Day
  state: 'open'
  note: string
  madeBy: string
  madeAt: Date
}

export async function insertPromise({ tx }: Place, row: PromiseRow): Promise<void> {
  await tx.insertInto('collectionPromise').values(row).execute()
}

export function listPromises({ tx, institution }: Place, caseId: string) {
  return tx
    .selectFrom('collectionPromise')
    .select(['id', 'loanId', 'amount', 'dueOn', 'state', 'madeOn', 'settledOn', 'note'])
    .where('institutionId', '=', institution.id)
    .where('caseId', '=', caseId)
    .orderBy('id', 'desc')
    .limit(100)
    .execute()
}

export function findPromise({ tx, institution }: Place, id: string) {
  return tx
    .selectFrom('collectionPromise')
    .select(['id', 'caseId', 'state'])
    .where('institutionId', '=', institution.id)
    .where('id', '=', id)
    .executeTakeFirst()
}

export interface HardshipRow {
  institutionId: string
  id: string
  caseId: string
  reason: string
  plan: string
  until: Day
  state: 'proposed'
  proposedBy: string
  proposedAt: Date
}

export async function insertHardship({ tx }: Place, row: HardshipRow): Promise<void> {
  await tx.insertInto('collectionHardship').values(row).execute()
}

export function findHardship({ tx, institution }: Place, id: string) {
  return tx
    .selectFrom('collectionHardship')
    .select(['id', 'caseId', 'state', 'until', 'proposedBy'])
    .where('institutionId', '=', institution.id)
    .where('id', '=', id)
    .executeTakeFirst()
}

export async function setHardship(
  { tx, institution }: Place,
  id: string,
  change: {
    state: 'granted' | 'refused' | 'ended'
    decidedBy?: string
    decidedAt?: Date
    note?: string
    endedOn?: Day
  },
): Promise<void> {
  await tx
    .updateTable('collectionHardship')
    .set(change)
    .where('institutionId', '=', institution.id)
    .where('id', '=', id)
    .execute()
}

export function listHardships({ tx, institution }: Place, caseId: string) {
  return tx
    .selectFrom('collectionHardship as hardship')
    .innerJoin('staff as proposer', (join) =>
      join
        .onRef('proposer.institutionId', '=', 'hardship.institutionId')
        .onRef('proposer.id', '=', 'hardship.proposedBy'),
    )
    .leftJoin('staff as decider', (join) =>
      join
        .onRef('decider.institutionId', '=', 'hardship.institutionId')
        .onRef('decider.id', '=', 'hardship.decidedBy'),
    )
    .select([
      'hardship.id',
      'hardship.reason',
      'hardship.plan',
      'hardship.until',
      'hardship.state',
      'hardship.proposedBy as proposedById',
      'proposer.name as proposedBy',
      'hardship.proposedAt',
      'decider.name as decidedBy',
      'hardship.note',
      'hardship.endedOn',
    ])
    .where('hardship.institutionId', '=', institution.id)
    .where('hardship.caseId', '=', caseId)
    .orderBy('hardship.id', 'desc')
    .limit(50)
    .execute()
}

export interface LetterRow {
  institutionId: string
  id: string
  caseId: string
  number: string
  template: LetterTemplate
  loanId: string
  partyId: string
  title: string
  body: string
  writtenBy: string
  writtenOn: Day
  writtenAt: Date
}

export async function insertLetter({ tx }: Place, row: LetterRow): Promise<void> {
  await tx.insertInto('collectionLetter').values(row).execute()
}

export function listLetters({ tx, institution }: Place, caseId: string) {
  return tx
    .selectFrom('collectionLetter')
    .select(['id', 'number', 'template', 'title', 'loanId', 'partyId', 'writtenOn', 'servedOn'])
    .where('institutionId', '=', institution.id)
    .where('caseId', '=', caseId)
    .orderBy('id', 'desc')
    .limit(100)
    .execute()
}

/** What was served on whom about these loans, with the proof, the latest first. */
export function listNotices({ tx, institution }: Place, loanIds: readonly string[]) {
  return tx
    .selectFrom('servedNotice as notice')
    .innerJoin('staff', (join) =>
      join
        .onRef('staff.institutionId', '=', 'notice.institutionId')
        .onRef('staff.id', '=', 'notice.recordedBy'),
    )
    .select(['notice.id', 'notice.loanId', 'notice.partyId', 'notice.kind', 'notice.servedOn'])
    .select(['notice.method', 'notice.evidence', 'notice.letterId', 'notice.documentId'])
    .select('staff.name as recordedBy')
    .where('notice.institutionId', '=', institution.id)
    .where('notice.loanId', 'in', loanIds.length > 0 ? [...loanIds] : [institution.id])
    .orderBy('notice.servedOn', 'desc')
    .orderBy('notice.id', 'desc')
    .limit(100)
    .execute()
}

/** A letter of a case within reach. */
export function findLetter({ tx, institution, scope }: Reader, id: string) {
  return tx
    .selectFrom('collectionLetter as letter')
    .innerJoin('collectionCase as held', (join) =>
      join
        .onRef('held.institutionId', '=', 'letter.institutionId')
        .onRef('held.id', '=', 'letter.caseId'),
    )
    .innerJoin('customer as debtor', (join) =>
      join
        .onRef('debtor.institutionId', '=', 'held.institutionId')
        .onRef('debtor.id', '=', 'held.debtorId'),
    )
    .select([
      'letter.id',
      'letter.caseId',
      'letter.number',
      'letter.template',
      'letter.loanId',
      'letter.partyId',
      'letter.title',
      'letter.body',
      'letter.writtenOn',
      'letter.servedOn',
      'held.debtorId',
    ])
    .where('letter.institutionId', '=', institution.id)
    .where('letter.id', '=', id)
    .where((eb) => inScope(eb, scope, { branch: 'debtor.branchId', officer: 'debtor.officerId' }))
    .executeTakeFirst()
}

export async function setServed(
  { tx, institution }: Place,
  id: string,
  servedOn: Day,
): Promise<void> {
  await tx
    .updateTable('collectionLetter')
    .set({ servedOn })
    .where('institutionId', '=', institution.id)
    .where('id', '=', id)
    .execute()
}
