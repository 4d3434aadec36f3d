import { institutionKeys } from '../src/access/access.queries.ts'
import { type CustomerRows, customerRows } from '../src/customers/customer-rows.ts'
import { insertCustomers } from '../src/customers/customers.queries.ts'
import { insertLoans } from '../src/loans/loans.queries.ts'
import { takeNumbers } from '../src/officers/officers.queries.ts'
import { applicationRows } from './application-rows.ts'
import { numberStories, playApplications } from './applications.ts'
import { type DemoBank, inBulk, pieces } from './bank.ts'
import { insertCapitalBases, insertExchangeRates } from './books.queries.ts'
import { instantOn } from './business-time.ts'
import { capitalBases, exchangeRates } from './capital.ts'
import { enterFacts, workClassDesk } from './class-desk.ts'
import { contactsOf } from './contacts.ts'
import { fillFiles } from './customer-files.ts'
import { PlantedTiers } from './default-plan.ts'
import { findDoubles } from './doubles.ts'
import { countInstitution } from './demo-checks.queries.ts'
import { insertApplications, insertContacts, insertDocuments } from './demo.queries.ts'
import { documentsOf, papersOf } from './documents.ts'
import { planGroups } from './groups.ts'
import { learnLater } from './later-relations.ts'
import type { Lent } from './lending.ts'
import { closeLastDay, openLastDay } from './last-day.ts'
import { decideActs, leaveActsWaiting } from './loan-acts.ts'
import { cutOneLimit, loadGroups } from './load-groups.ts'
import { allParties, numberSpace, type Party } from './parties.ts'
import { askAboutGrades, changeProducts } from './products.ts'
import { planRelations } from './relations.ts'
import { receive, sendDebits } from './receipts.ts'
import { reviewBank } from './reviews.ts'
import { afterLending } from './post-loan.ts'
import type { Story } from './story.ts'
import { journeyCustomer, type LoadedBank } from './truths.ts'
import { leaveWaiting } from './waiting.ts'

type Say = (line: string) => void

const count = (value: number) => value.toLocaleString('en')

/** Everything of one founded institution, up to the day after its last closed one. */
export async function loadBank(bank: DemoBank, say: Say): Promise<LoadedBank> {
  const told = (what: string, rows: number) => say(`${bank.plan.code}: ${what} ${count(rows)}`)
  await loadBooks(bank)
  await changeProducts(bank)
  const numbers = numberSpace(bank)
  const groups = planGroups(bank, numbers)
  const parties = allParties(bank, groups, numbers)
  await loadCustomers(bank, parties)
  told('customers', parties.length)
  await loadGroups(bank, groups, planRelations(bank, groups, parties))
  told('groups', groups.length)

  const lent: Lent = { planted: new PlantedTiers(), shares: new Map(), lastDue: [] }
  const played = await playApplications(bank, parties, lent)
  const waiting = leaveWaiting(bank, parties, lent)
  const stories = [...played, ...waiting]
  numberStories(stories)
  await loadStories(bank, stories)
  told('applications', stories.length)
  await cutOneLimit(bank, groups)
  await learnLater(bank, groups)
  await loadPapers(bank, { waiting, groups })
  await loadContacts(bank, parties)
  await fillFiles(bank, parties)
  await reviewBank(bank, groups)
  await askAboutGrades(bank)
  await findDoubles(bank, parties)
  await openLastDay(bank)
  await decideActs(bank)
  await receive(bank, lent.lastDue)
  await enterFacts(bank)
  await afterLending(bank, parties)
  const { tiers: classed } = await closeLastDay(bank)
  told('loans classed', classed ?? 0)
  await workClassDesk(bank)
  await leaveActsWaiting(bank)
  await sendDebits(bank)
  const counts = await bank.resources.transact(bank.institution.id, (tx) =>
    countInstitution(tx, bank.institution.id),
  )
  told('loans', counts.loans)
  return { bank, groups, parties, stories, waiting, lent, counts }
}

function loadBooks(bank: DemoBank): Promise<void> {
  const { id } = bank.institution
  return inBulk(bank, 'capital and exchange rates', async (tx) => {
    const [bases, rates] = [capitalBases(bank), exchangeRates(bank)]
    await insertCapitalBases(tx, id, bases)
    await insertExchangeRates(tx, id, rates)
    return { rows: bases.length + rates.length, result: undefined }
  })
}

async function loadCustomers(bank: DemoBank, parties: readonly Party[]): Promise<void> {
  for (const piece of pieces(parties, 1_000)) {
    await inBulk(bank, 'customers', async (tx, { keys, institution }) => {
      await takeNumbers(tx, institution.id, 'customer', piece.length)
      const rows = piece.map((party): CustomerRows => {
        const { id, number, status, branch, officer, createdOn, details } = party
        const file = {
          id,
          number,
          status,
          branchId: branch.id,
          officerId: officer.id,
          source: 'demo',
          importBatchId: null,
          createdBy: bank.operator.id,
          createdAt: instantOn(createdOn),
          validFrom: createdOn,
          reason: '首次建档',
        }
        return customerRows(keys, file, details)
      })
      await insertCustomers(tx, rows)
      return { rows: rows.length, result: undefined }
    })
  }
}

async function loadStories(bank: DemoBank, stories: readonly Story[]): Promise<void> {
  for (const piece of pieces(stories, 400)) {
    await inBulk(bank, 'applications and loans', async (tx) => {
      await insertApplications(
        tx,
        piece.map((story) => applicationRows(bank, story)),
      )
      const loans = piece.flatMap(({ loan }) => (loan ? [loan] : []))
      await insertLoans(tx, loans)
      return { rows: piece.length + loans.length, result: undefined }
    })
  }
  await inBulk(bank, 'numbers given out', async (tx, { institution }) => {
    const byYear = Map.groupBy(stories, ({ createdOn }) => createdOn.slice(0, 4))
    for (const [year, made] of byYear) {
      await takeNumbers(tx, institution.id, `application-${year}`, made.length)
    }
    const contracts = stories.filter(({ contract }) => contract !== null).length
    const loans = stories.filter(({ loan }) => loan !== null).length
    await takeNumbers(tx, institution.id, 'contract', contracts)
    await takeNumbers(tx, institution.id, 'loan', loans)
    return { rows: byYear.size + 2, result: undefined }
  })
}

function loadPapers(
  bank: DemoBank,
  { waiting, groups }: Pick<LoadedBank, 'waiting' | 'groups'>,
): Promise<void> {
  return inBulk(bank, 'documents', async (tx, { institution }) => {
    const keys = await institutionKeys(tx, bank.resources.keyring, institution.id)
    const isFirst = groups.some(({ part }) => part === 'journey')
    const filed = [
      ...documentsOf(bank, keys, waiting),
      ...(isFirst ? papersOf(bank, keys, journeyCustomer(groups)) : []),
    ]
    await insertDocuments(
      tx,
      filed.map(({ document }) => document),
      filed.map(({ content }) => content),
    )
    return { rows: filed.length, result: undefined }
  })
}

async function loadContacts(bank: DemoBank, parties: readonly Party[]): Promise<void> {
  for (const piece of pieces(contactsOf(bank, parties), 5_000)) {
    await inBulk(bank, 'contacts', async (tx) => {
      await insertContacts(tx, piece)
      return { rows: piece.length, result: undefined }
    })
  }
}
