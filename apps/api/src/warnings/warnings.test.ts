import { addDays, type Day, day } from '@banyan/domain/calendar'
import { money } from '@banyan/domain/money'
import { parseRate } from '@banyan/domain/rate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fileDocument } from '../documents/file-document.ts'
import { ReceivedFile } from '../documents/received-file.ts'
import { aStatement } from '../covenants/testing.ts'
import type { TestStaff } from '../testing.ts'
import { warningsStep } from './close-warnings.ts'
import { lookAtPortion } from './look-at-signals.ts'
import { aPostLoanDesk, type PostLoanDesk, runStep } from './testing.ts'
import { watchCustomers } from './watch-customers.ts'

let desk: PostLoanDesk

beforeAll(async () => {
  desk = await aPostLoanDesk()
})
afterAll(() => desk.bank.drop())

const warningsAs = (staff: TestStaff) => desk.bank.as(staff).warnings
const ofCustomer = async (customerId: string) =>
  (await warningsAs(desk.risk).list({ customerId })).rows

const event = (customerId: string, overrides = {}) => ({
  customerId,
  kind: 'lawsuit' as const,
  happenedOn: day('2026-10-14'),
  amount: null,
  source: '裁判文书网',
  evidence: '买卖合同纠纷，一审',
  documentId: null,
  ...overrides,
})

const closeWarnings = (on: Day) => runStep(desk, warningsStep, on)

describe('a warning', () => {
  it('is raised at once by an event, explains itself, and gives its owner a task', async () => {
    const { id: customerId } = await desk.company()
    const { warnings } = await warningsAs(desk.manager).recordEvent(event(customerId))
    expect(warnings).toHaveLength(1)
    const [warning] = await ofCustomer(customerId)
    expect(warning).toMatchObject({
      rule: 'sued',
      colour: 'yellow',
      state: 'open',
      ownerName: '王敏',
      dueOn: '2026-10-20',
    })
    const told = await warningsAs(desk.manager).get({ id: warning?.id ?? '' })
    expect(told.explanation).toMatchObject({
      rule: 'sued',
      rulesVersion: 0,
      value: 1,
      level: { colour: 'yellow', threshold: 1 },
      rows: [{ what: 'event', text: 'lawsuit', on: '2026-10-14' }],
    })
    expect(told.events.map(({ kind }) => kind)).toEqual(['raised'])
    const tasks = await desk.bank.as(desk.manager).tasks.list({ customerId })
    expect(tasks.rows).toMatchObject([
      { text: expect.stringContaining('黄色预警：涉诉'), dueOn: '2026-10-20' },
    ])
  })

  it('stands once for a rule and a customer: another occurrence is counted, a worse one turns its colour', async () => {
    const { id: customerId } = await desk.company()
    const as = warningsAs(desk.manager)
    await as.recordEvent(event(customerId))
    expect(
      (await as.recordEvent(event(customerId, { happenedOn: day('2026-09-01') }))).warnings,
    ).toEqual([])
    expect(await ofCustomer(customerId)).toMatchObject([
      { rule: 'sued', colour: 'yellow', timesSeen: 2 },
    ])
    expect(
      (await as.recordEvent(event(customerId, { happenedOn: day('2026-08-01') }))).warnings,
    ).toHaveLength(1)
    expect(await ofCustomer(customerId)).toMatchObject([
      { rule: 'sued', colour: 'orange', timesSeen: 3, dueOn: '2026-10-18' },
    ])
  })

  it.each([
    [0, []],
    [1, [{ rule: 'overdue', colour: 'yellow' }]],
    [30, [{ rule: 'overdue', colour: 'yellow' }]],
    [31, [{ rule: 'overdue', colour: 'orange' }]],
    [90, [{ rule: 'overdue', colour: 'orange' }]],
    [91, [{ rule: 'overdue', colour: 'red' }]],
  ])('of arrears of %i days has its colour at the close', async (late, expected) => {
    const { id } = await desk.borrower(addDays(desk.today, -late))
    await desk.bank.inside(desk.risk, async (context) => {
      await watchCustomers(context, [id], 'close')
    })
    const found = await ofCustomer(id)
    expect(found.filter(({ rule }) => rule === 'overdue')).toMatchObject(expected)
    expect(found.filter(({ rule }) => rule === 'overdue')).toHaveLength(expected.length)
  })

  it('is found by the close on the very days on which a level begins', async () => {
    const [first, later] = [
      await desk.borrower(day('2026-10-14')),
      await desk.borrower(day('2026-09-20')),
    ]
    await closeWarnings(desk.today)
    expect(await ofCustomer(first.id)).toMatchObject([
      { rule: 'overdue', colour: 'yellow', cause: 'close' },
    ])
    expect(await ofCustomer(later.id)).toEqual([])
  })

  it('goes up when its clock has run out, one step a time and not on its last day', async () => {
    const { id: customerId } = await desk.company()
    await warningsAs(desk.manager).recordEvent(event(customerId, { kind: 'enforcement' }))
    const red = (rows: Awaited<ReturnType<typeof ofCustomer>>) =>
      rows.filter(({ rule }) => rule === 'enforced')
    await closeWarnings(day('2026-10-16'))
    expect(red(await ofCustomer(customerId))).toMatchObject([
      { colour: 'red', escalation: 0, dueOn: '2026-10-16' },
    ])
    await closeWarnings(day('2026-10-17'))
    expect(red(await ofCustomer(customerId))).toMatchObject([
      { escalation: 1, escalatedTo: desk.approver.name },
    ])
    await closeWarnings(day('2026-10-19'))
    await closeWarnings(day('2026-10-21'))
    await closeWarnings(day('2026-10-30'))
    expect(red(await ofCustomer(customerId))).toMatchObject([
      { escalation: 3, escalatedTo: desk.head.name },
    ])
  })

  it('is taken, proposed for release by its owner, and released by another who may', async () => {
    const { id: customerId } = await desk.company()
    await warningsAs(desk.manager).recordEvent(event(customerId))
    const id = (await ofCustomer(customerId))[0]?.id ?? ''
    await expect(warningsAs(desk.risk).take({ id, note: '接手' })).rejects.toMatchObject({
      cause: { reason: 'not-your-warning' },
    })
    await warningsAs(desk.manager).take({ id, note: '已联系企业' })
    expect(await ofCustomer(customerId)).toMatchObject([{ state: 'taken', dueOn: '2026-11-14' }])
    await expect(
      warningsAs(desk.collector).proposeRelease({ id, reason: '对方已撤诉' }),
    ).rejects.toMatchObject({ cause: { reason: 'not-your-warning' } })
    await warningsAs(desk.manager).proposeRelease({ id, reason: '对方已撤诉' })
    await warningsAs(desk.collector).decideRelease({ id, outcome: 'refused', note: '请补撤诉裁定' })
    expect(await ofCustomer(customerId)).toMatchObject([{ state: 'taken' }])
    await warningsAs(desk.manager).proposeRelease({ id, reason: '裁定已归档' })
    await warningsAs(desk.collector).decideRelease({ id, outcome: 'released', note: '同意' })
    expect(await ofCustomer(customerId)).toEqual([])
    const released = await warningsAs(desk.risk).get({ id })
    expect(released.events.map(({ kind }) => kind)).toEqual([
      'raised',
      'taken',
      'release-proposed',
      'release-refused',
      'release-proposed',
      'released',
    ])
    const { rows } = await desk.bank.as(desk.manager).tasks.list({ customerId })
    expect(rows).toMatchObject([{ state: 'done' }])
    expect(
      (await warningsAs(desk.manager).recordEvent(event(customerId, { kind: 'penalty' }))).warnings,
    ).toHaveLength(1)
    expect(await ofCustomer(customerId)).toMatchObject([{ rule: 'operation-troubled' }])
  })

  it('is proposed for release with a paper of its own customer, and with no other', async () => {
    const [{ id: customerId }, other] = [await desk.company(), await desk.company()]
    const file = (of: string) =>
      desk.bank.inside(desk.manager, (context) =>
        fileDocument(context, {
          customerId: of,
          kind: 'other',
          applicationId: null,
          file: new ReceivedFile('裁定.pdf', Buffer.from('%PDF-1.4\n%%EOF\n')),
        }),
      )
    await warningsAs(desk.manager).recordEvent(event(customerId))
    const id = (await ofCustomer(customerId))[0]?.id ?? ''
    await warningsAs(desk.manager).take({ id, note: '已联系企业' })
    const reason = '裁定已归档'
    const { id: foreign } = await file(other.id)
    await expect(
      warningsAs(desk.manager).proposeRelease({ id, reason, documentId: foreign }),
    ).rejects.toMatchObject({ cause: { reason: 'document-not-of-customer' } })
    const { id: documentId } = await file(customerId)
    await warningsAs(desk.manager).proposeRelease({ id, reason, documentId })
    const { events } = await warningsAs(desk.risk).get({ id })
    expect(events.at(-1)).toMatchObject({ kind: 'release-proposed', detail: { documentId } })
  })

  it('of red colour is released by no branch, and never by whoever proposed it', async () => {
    const { id: customerId } = await desk.company(undefined, desk.manager)
    await warningsAs(desk.manager).recordEvent(event(customerId, { kind: 'dishonest-debtor' }))
    const id = (await ofCustomer(customerId))[0]?.id ?? ''
    await warningsAs(desk.manager).handOn({ id, ownerId: desk.risk.staffId, reason: '风险处置' })
    await warningsAs(desk.risk).proposeRelease({ id, reason: '已移出名单' })
    await expect(
      warningsAs(desk.approver).decideRelease({ id, outcome: 'released', note: '同意' }),
    ).rejects.toMatchObject({
      cause: { reason: 'not-a-releasing-role' },
    })
    await expect(
      warningsAs(desk.risk).decideRelease({ id, outcome: 'released', note: '同意' }),
    ).rejects.toMatchObject({
      cause: { reason: 'own-proposal' },
    })
    await warningsAs(desk.head).decideRelease({ id, outcome: 'released', note: '同意' })
    expect((await warningsAs(desk.risk).get({ id })).state).toBe('released')
  })

  it('reaches the lead of the group and the other side of guarantees, one step and once', async () => {
    const [mother, daughter, guaranteed] = [
      await desk.company(),
      await desk.company(),
      await desk.company(),
    ]
    const groups = desk.bank.as(desk.manager).groups
    const relation = {
      votingPercent: null,
      validFrom: day('2020-01-01'),
      validTo: null,
      source: '登记',
      evidence: '',
    }
    await groups.addRelation({
      ...relation,
      from: mother.id,
      to: daughter.id,
      kind: 'ownership',
      percent: parseRate('60'),
      amount: null,
    })
    await groups.addRelation({
      ...relation,
      from: daughter.id,
      to: guaranteed.id,
      kind: 'guarantee',
      percent: null,
      amount: money(5_000_000_00),
    })
    const { group } = await groups.tree({ customerId: daughter.id })
    await warningsAs(desk.manager).recordEvent(event(daughter.id, { kind: 'enforcement' }))
    await warningsAs(desk.manager).recordEvent(event(daughter.id, { kind: 'account-frozen' }))
    const ofGroup = (await warningsAs(desk.risk).list({ groupId: group.id })).rows
    expect(ofGroup).toMatchObject([
      {
        rule: 'group-member-warned',
        colour: 'orange',
        origin: 'group',
        subject: { kind: 'group' },
      },
    ])
    expect(await ofCustomer(guaranteed.id)).toMatchObject([
      { rule: 'guarantor-troubled', colour: 'orange', origin: 'guarantee' },
    ])
    expect(await ofCustomer(mother.id)).toEqual([])
    const told = await warningsAs(desk.risk).get({ id: ofGroup[0]?.id ?? '' })
    expect(told.causedBy).toMatchObject([{ rule: 'enforced', colour: 'red' }])
    const { rows } = await warningsAs(desk.risk).ofGroup({ groupId: group.id })
    expect(rows.map(({ rule }) => rule)).toEqual(['enforced', 'group-member-warned'])
  })

  it('marks each member of a group once, by the most serious colour', async () => {
    const [mother, daughter] = [await desk.company(), await desk.company()]
    const { groups } = desk.bank.as(desk.manager)
    await groups.addRelation({
      from: mother.id,
      to: daughter.id,
      kind: 'ownership',
      percent: parseRate('100'),
      votingPercent: null,
      amount: null,
      validFrom: day('2020-01-01'),
      validTo: null,
      source: '工商登记',
      evidence: '',
    })
    const { group } = await groups.tree({ customerId: daughter.id })
    await warningsAs(desk.manager).recordEvent(event(daughter.id))
    await warningsAs(desk.manager).recordEvent(event(daughter.id, { kind: 'enforcement' }))
    await warningsAs(desk.manager).recordEvent(event((await desk.company()).id))
    expect(await warningsAs(desk.manager).marksOfGroup({ groupId: group.id })).toEqual([
      { customerId: daughter.id, colour: 'red', count: 2 },
    ])
    const stranger = await desk.bank.hire('customer-manager')
    expect(await warningsAs(stranger).marksOfGroup({ groupId: group.id })).toEqual([])
  })

  it('is raised twice at the same instant only once', async () => {
    const { id: customerId } = await desk.company()
    const as = warningsAs(desk.manager)
    await Promise.all(
      [1, 2, 3].map(() => as.recordEvent(event(customerId, { kind: 'rating-cut' }))),
    )
    const found = await ofCustomer(customerId)
    expect(found).toHaveLength(1)
    expect(found[0]?.timesSeen).toBe(3)
  })

  it('follows a statement within the minute, by the signal it leaves behind', async () => {
    const { id: customerId } = await desk.company()
    await aStatement(desk.bank, desk.manager, customerId, {
      totalAssets: money(100_000),
      totalLiabilities: money(85_000),
    })
    expect(await ofCustomer(customerId)).toEqual([])
    const taken = await desk.bank.inside(desk.risk, lookAtPortion)
    expect(taken).toBeGreaterThan(0)
    expect(await ofCustomer(customerId)).toMatchObject([
      { rule: 'debt-too-high', colour: 'orange', value: 85_000_000, cause: 'event' },
    ])
    expect(await desk.bank.inside(desk.risk, lookAtPortion)).toBe(0)
  })

  it('goes up a step when somebody sends it, with what was noted, and its event ends', async () => {
    const { id: customerId } = await desk.company()
    const { id: eventId } = await warningsAs(desk.manager).recordEvent(event(customerId))
    const id = (await ofCustomer(customerId))[0]?.id ?? ''
    await warningsAs(desk.manager).note({ id, note: '企业称已和解' })
    await warningsAs(desk.manager).escalate({ id, reason: '金额较大，请督办' })
    expect(await ofCustomer(customerId)).toMatchObject([
      { escalation: 1, escalatedTo: desk.approver.name },
    ])
    const told = await warningsAs(desk.risk).get({ id })
    expect(told.events.map(({ kind }) => kind)).toEqual(['raised', 'noted', 'escalated'])
    const end = { id: eventId, endedOn: desk.today, reason: '撤诉' }
    await warningsAs(desk.manager).endEvent(end)
    await expect(warningsAs(desk.manager).endEvent(end)).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    expect((await warningsAs(desk.risk).listEvents({ customerId })).rows).toMatchObject([
      { endedOn: '2026-10-15' },
    ])
  })

  it('is seen by no other branch', async () => {
    const { id: customerId } = await desk.company()
    await warningsAs(desk.manager).recordEvent(event(customerId))
    const id = (await ofCustomer(customerId))[0]?.id ?? ''
    await expect(warningsAs(desk.colleague).get({ id })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    expect((await warningsAs(desk.colleague).list({ customerId })).rows).toEqual([])
  })
})

describe('a suggestion', () => {
  it('names what it rests on', async () => {
    const { id: customerId } = await desk.borrower(day('2026-07-01'))
    const suggestion = await warningsAs(desk.risk).suggestion({ customerId })
    expect(suggestion).toMatchObject({
      risk: 'default-likely',
      timing: 'after-arrears',
      spreadChangeBp: 50,
      rulesVersion: 0,
    })
    expect(suggestion.basis).toContainEqual({
      code: 'days-past-due',
      value: 106,
      unit: 'days',
      text: '',
    })
    expect(suggestion.limit).toEqual({ now: 1_200_000, suggested: 1_200_000 })
  })
})
