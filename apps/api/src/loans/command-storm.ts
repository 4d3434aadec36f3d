import { randomUUID } from 'node:crypto'
import { day } from '@banyan/domain/calendar'
import { money } from '@banyan/domain/money'
import { aGroup } from '../testing-applications.ts'
import { aBank, type TestBank, type TestStaff } from '../testing.ts'
import { type Command, explain, type Model, type Outcome, type Told } from './command-model.ts'
import { findBreaches } from './invariants.queries.ts'
import { limitsOf, scoredApplications, scoredTerms, usedBy } from './races-tests.queries.ts'
import { aBorrower, withCapital } from './testing.queries.ts'

const signedOn = day('2026-10-15')
const each = money(1_000_00)
const customersOfAGroup = 2
const askedOfACustomer = 3
/** Sequences lived with the same customers. */
const sequencesOfABook = 25

export interface Divergence {
  seed: number
  told: Told[]
  model: Model
}

interface Posts {
  bank: TestBank
  manager: TestStaff
  approver: TestStaff
  payer: TestStaff
  collector: TestStaff
  head: TestStaff
  /** Sees every group, also one that its last member has left. */
  keeper: TestStaff
}

/** A book of two groups and their customers' applications, and the model of it. */
interface Book {
  model: Model
  loans: Map<string, string>
  settlements: Map<string, string>
}

type Chance = () => number

function chances(seed: number): Chance {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

function oneOf<T>(chance: Chance, choices: readonly T[]): T {
  const choice = choices[Math.floor(chance() * choices.length)]
  if (choice === undefined) throw new RangeError('nothing to choose from')
  return choice
}

async function aBook(posts: Posts): Promise<Book> {
  const model: Model = { groups: {}, limits: {}, asked: {} }
  for (let group = 0; group < 2; group++) {
    const members: string[] = []
    for (let made = 0; made < customersOfAGroup; made++)
      members.push(await aBorrower(posts.bank, posts.manager))
    const limit = 4 * each
    const people = { ...posts, reviewer: posts.approver, headApprover: posts.head }
    const asMembers = members.map((id) => ({ id, number: '', name: '', version: 1 }))
    const groupId = await aGroup(people, asMembers, limit)
    model.limits[groupId] = limit
    const customerIds = members.flatMap((id) => Array.from({ length: askedOfACustomer }, () => id))
    const ids = await scoredApplications(posts.bank, posts.manager, { customerIds, amount: each })
    for (const id of members) model.groups[id] = groupId
    for (const [index, id] of ids.entries())
      model.asked[id] = { customer: customerIds[index] ?? '', amount: each, state: 'scored' }
  }
  return { model, loans: new Map(), settlements: new Map() }
}

function aCommand(chance: Chance, { model }: Book): Command {
  const kind = oneOf(chance, [
    ...(['reserve', 'reserve', 'reserve', 'draw', 'draw', 'draw'] as const),
    ...(['settle', 'settle', 'reverse', 'cut', 'leave', 'join'] as const),
  ])
  const group = oneOf(chance, Object.keys(model.limits))
  if (kind === 'cut') return { kind, group, limit: Math.floor(chance() * 7) * each }
  const customer = oneOf(chance, Object.keys(model.groups))
  if (kind === 'leave' || kind === 'join') return { kind, customer, group }
  const ready = { reserve: 'scored', draw: 'reserved', settle: 'owed', reverse: 'settled' }[kind]
  const ids = Object.keys(model.asked)
  const fit = ids.filter((id) => model.asked[id]?.state === ready)
  return { kind, asked: oneOf(chance, fit.length > 0 && chance() < 0.9 ? fit : ids) }
}

async function give(posts: Posts, book: Book, command: Command): Promise<void> {
  const { bank, manager, approver, payer, collector, head, keeper } = posts
  const as = (staff: TestStaff) => bank.as(staff, { idempotencyKey: randomUUID() })
  switch (command.kind) {
    case 'reserve': {
      const approval = { version: 1, amount: each, ...scoredTerms, note: '同意' }
      const applicationId = command.asked
      await as(approver).decisions.approve({ applicationId, ...approval })
      await as(manager).loans.contract({ applicationId, signedOn })
      return
    }
    case 'draw': {
      const applicationId = command.asked
      const { loan } = await as(payer).loans.disburse({ applicationId })
      book.loans.set(applicationId, loan.id)
      return
    }
    case 'settle': {
      const loanId = book.loans.get(command.asked) ?? randomUUID()
      const { repaymentId } = await as(collector).loans.prepay({ loanId, mode: 'settle' })
      book.settlements.set(command.asked, repaymentId)
      return
    }
    case 'reverse': {
      const loanId = book.loans.get(command.asked) ?? randomUUID()
      const eventId = book.settlements.get(command.asked) ?? randomUUID()
      const ask = { kind: 'reversal' as const, eventId }
      const { actId } = await as(collector).loanActs.propose({ loanId, ask, reason: '误记' })
      await as(approver).loanActs.approve({ actId, note: '同意' })
      return
    }
    case 'cut': {
      const { group: groupId, limit: amount } = command
      await as(head).groups.setLimit({ groupId, amount, isRevolving: true, note: '调整' })
      return
    }
    case 'leave':
    case 'join': {
      const { customer: customerId, group: groupId } = command
      const member = { groupId, customerId, reason: '调整' }
      if (command.kind === 'join') await as(keeper).groups.addMember(member)
      else await as(keeper).groups.removeMember(member)
    }
  }
}

const busy = new Set(['database-unavailable', 'busy'])

/** How a command ended, and the reason where it was refused. */
async function outcomeOf(posts: Posts, book: Book, command: Command) {
  for (;;) {
    try {
      await give(posts, book, command)
      return { outcome: 'done' as const, reason: null }
    } catch (error) {
      const reason = String(Reflect.get(Object(error), 'message'))
      if (busy.has(reason)) continue
      const code = Reflect.get(Object(error), 'code')
      if (code === 'INTERNAL_SERVER_ERROR') throw error
      const outcome = reason === 'over-group-limit' ? ('over' as const) : ('refused' as const)
      return { outcome, reason }
    }
  }
}

interface Books {
  limits: ReadonlyMap<string, number>
  held: ReadonlyMap<string, { used: number; reserved: number }>
}

async function readBooks(posts: Posts, { model }: Book): Promise<Books> {
  const limits = await limitsOf(posts.bank, posts.manager, Object.keys(model.limits))
  const held = new Map<string, { used: number; reserved: number }>()
  for (const customer of Object.keys(model.groups))
    held.set(customer, await usedBy(posts.bank, posts.manager, [customer]))
  return { limits, held }
}

/** What the books say beside the model, limit by limit and customer by customer; empty when they agree. */
function apartFrom({ limits, held }: Books, model: Model): string[] {
  const apart: string[] = []
  for (const [group, limit] of Object.entries(model.limits))
    if (limits.get(group) !== limit) apart.push(`${group}: ${limits.get(group)}, not ${limit}`)
  for (const customer of Object.keys(model.groups)) {
    const books = held.get(customer)
    const sum = (state: string) =>
      Object.values(model.asked)
        .filter((asked) => asked.customer === customer && asked.state === state)
        .reduce((all, { amount }) => all + amount, 0)
    const [used, reserved] = [sum('owed'), sum('reserved')]
    if (books?.used !== used || books.reserved !== reserved)
      apart.push(`${customer}: ${books?.used} ${books?.reserved}, not ${used} ${reserved}`)
  }
  return apart
}

export interface CommandStorm {
  sequences: number
  commands: number
  outcomes: Record<Outcome, number>
  divergences: { seed: number; what: string }[]
}

async function postsIn(bank: TestBank): Promise<Posts> {
  return {
    bank,
    manager: await bank.hire('customer-manager'),
    approver: await bank.hire('branch-approver'),
    payer: await bank.hire('disbursement-officer'),
    collector: await bank.hire('post-loan-officer'),
    head: await bank.hire('head-office-approver'),
    keeper: await bank.hire('risk-officer'),
  }
}

/**
 * Sequences of commands, those of one sequence given at once, against a model: there must be an order in which
 * each ends as it was told, and the books must then be the model's.
 */
export async function stormCommands(
  seeds: readonly number[],
  commandsAtOnce = 4,
): Promise<CommandStorm> {
  const bank = await aBank({ code: `storm-${randomUUID().slice(0, 8)}` })
  const storm: CommandStorm = {
    sequences: 0,
    commands: 0,
    outcomes: { done: 0, over: 0, refused: 0 },
    divergences: [],
  }
  // Times tell what came first: no two things happen at the same one.
  let tick = bank.resources.now().getTime()
  bank.resources.now = () => new Date((tick += 1))
  try {
    await withCapital(bank)
    const posts = await postsIn(bank)
    let book = await aBook(posts)
    for (const [index, seed] of seeds.entries()) {
      if (index % sequencesOfABook === 0) book = await aBook(posts)
      const chance = chances(seed)
      const commands = Array.from({ length: commandsAtOnce }, () => aCommand(chance, book))
      const ends = await Promise.all(commands.map((command) => outcomeOf(posts, book, command)))
      const told = ends.flatMap((end, at) => {
        const command = commands[at]
        return command ? [{ command, ...end }] : []
      })
      for (const { outcome } of ends) storm.outcomes[outcome] += 1
      storm.sequences += 1
      storm.commands += commands.length
      const books = await readBooks(posts, book)
      const after = explain(book.model, told, (model) => apartFrom(books, model).length === 0)
      if (after) {
        book.model = after
        continue
      }
      const otherwise = explain(book.model, told)
      const apart = otherwise ? apartFrom(books, otherwise) : ['no order explains them']
      const from = JSON.stringify(book.model)
      const what = `${apart.join('; ')}: ${JSON.stringify(told)} from ${from}`
      storm.divergences.push({ seed, what })
      book = await aBook(posts)
    }
    const breaches = await bank.resources.transact(bank.institution.id, (tx) =>
      findBreaches(tx, bank.institution.id),
    )
    for (const { invariant, rows } of breaches)
      storm.divergences.push({ seed: 0, what: `${invariant}: ${rows.join(' ')}` })
    return storm
  } finally {
    await bank.drop()
  }
}
