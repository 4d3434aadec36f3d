import { addDays, type Day, day } from '@banyan/domain/calendar'
import { money } from '@banyan/domain/money'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TestStaff } from '../testing.ts'
import { aPostLoanDesk, type PostLoanDesk, runStep } from '../warnings/testing.ts'
import { collectionStep } from './close-collection.ts'
import { remindersStep } from './close-reminders.ts'

let desk: PostLoanDesk

beforeAll(async () => {
  desk = await aPostLoanDesk()
})
afterAll(() => desk.bank.drop())

const as = (staff: TestStaff) => desk.bank.as(staff).collection

const close = (on: Day, step: typeof collectionStep | typeof remindersStep = collectionStep) =>
  runStep(desk, step, on)

async function aCase(late = 40) {
  const borrower = await desk.borrower(addDays(desk.today, -late))
  await close(desk.today)
  const { rows } = await as(desk.risk).queue({ customerId: borrower.id })
  const [held] = rows
  if (!held) throw new Error('no case')
  return { ...borrower, caseId: held.id, held }
}

const noon = '2026-10-15T04:00:00Z'
const call = (caseId: string, partyId: string, overrides = {}) => ({
  caseId,
  partyId,
  kind: 'call' as const,
  at: '2026-10-15T01:30:00Z',
  outcome: 'reached' as const,
  isAutomatic: false,
  saidDebt: true,
  stopAsked: false,
  note: '承诺下周还款',
  ...overrides,
})

type Kind = 'guarantee' | 'officer' | 'joint-borrower'
async function related(debtorId: string, kind: Kind, overrides = {}) {
  const other = await desk.company()
  await desk.bank.as(desk.manager).groups.addRelation({
    from: other.id,
    to: debtorId,
    kind,
    percent: null,
    votingPercent: null,
    amount: kind === 'guarantee' ? money(1_000_000_00) : null,
    validFrom: day('2020-01-01'),
    validTo: null,
    source: '保证合同',
    evidence: '',
    ...overrides,
  })
  return other
}

describe('somebody who borrowed together with the debtor', () => {
  it('is asked like the debtor, by calls and letters, with a clock of their own', async () => {
    const { id, caseId, loanId } = await aCase(100)
    const joint = await related(id, 'joint-borrower')
    await close(day('2026-10-22'))
    const { parties } = await as(desk.risk).case({ id: caseId })
    expect(parties).toContainEqual(
      expect.objectContaining({ id: joint.id, role: 'joint-borrower', mayContact: null }),
    )
    await as(desk.collector).recordAction(call(caseId, joint.id))
    const { actions } = await as(desk.risk).case({ id: caseId })
    expect(actions).toMatchObject([{ partyRole: 'joint-borrower' }])
    const letter = { caseId, partyId: joint.id, loanId, template: 'demand' } as const
    const { number } = await as(desk.collector).writeLetter(letter)
    expect(number).not.toBe('')
    await expect(
      as(desk.collector).writeLetter({ ...letter, template: 'guarantor-claim' }),
    ).rejects.toThrow('letter-is-for-another')
    const { clocks } = await as(desk.risk).case({ id: caseId })
    expect(clocks.map(({ partyId, kind }) => [partyId, kind])).toEqual(
      expect.arrayContaining([
        [id, 'limitation'],
        [joint.id, 'limitation'],
      ]),
    )
  })
})

describe('the queue', () => {
  it('opens one case for a debtor from the day after the due day, and follows its bucket', async () => {
    const { id } = await desk.borrower(desk.today)
    await close(desk.today)
    expect((await as(desk.risk).queue({ customerId: id })).rows).toEqual([])
    await close(day('2026-10-16'))
    const [opened] = (await as(desk.risk).queue({ customerId: id })).rows
    expect(opened).toMatchObject({
      bucket: 'M1',
      debtorId: id,
      officerName: '王敏',
      overdue: 104_350,
      number: expect.stringMatching(/^CA2026-\d{6}$/),
    })
    await close(day('2026-11-14'))
    expect((await as(desk.risk).queue({ customerId: id })).rows).toMatchObject([{ bucket: 'M1' }])
    await close(day('2026-11-15'))
    expect((await as(desk.risk).queue({ customerId: id })).rows).toMatchObject([
      { id: opened?.id, bucket: 'M2' },
    ])
    const { history } = await as(desk.risk).case({ id: opened?.id ?? '' })
    expect(history.map(({ kind }) => kind)).toEqual(['bucket', 'opened'])
  })

  it('puts first what has most to speak for it, and says what', async () => {
    const early = await aCase(5)
    const late = await aCase(100)
    const { rows } = await as(desk.risk).queue({})
    const places = [late, early].map(({ caseId }) => rows.findIndex(({ id }) => id === caseId))
    expect(places[0]).toBeLessThan(places[1] ?? 0)
    expect(late.held.reasons).toContainEqual({ code: 'bucket', points: 32 })
  })

  it('closes the case when nothing is late any more, and opens another at the next arrears', async () => {
    const { id, loanId, caseId } = await aCase(10)
    const payer = await desk.bank.hire('disbursement-officer')
    await desk.bank.as(payer).loans.repay({ loanId, amount: money(104_350) })
    await close(day('2026-10-16'))
    expect((await as(desk.risk).queue({ customerId: id })).rows).toEqual([])
    const told = await as(desk.risk).case({ id: caseId })
    expect(told).toMatchObject({
      state: 'closed',
      closing: 'cured',
      history: [{ kind: 'cured' }, { kind: 'opened' }],
    })
    await close(day('2026-11-06'))
    const again = (await as(desk.risk).queue({ customerId: id })).rows
    expect(again).toHaveLength(1)
    expect(again[0]?.id).not.toBe(caseId)
  })

  it('remembers whose hands a case went through', async () => {
    const { caseId } = await aCase()
    await as(desk.collector).assign({
      id: caseId,
      officerId: desk.collector.staffId,
      reason: '转贷后催收',
    })
    const { history, officerName } = await as(desk.risk).case({ id: caseId })
    expect(officerName).toBe('贷后')
    expect(history[0]).toMatchObject({
      kind: 'assigned',
      detail: { from: desk.manager.staffId, to: desk.collector.staffId, reason: '转贷后催收' },
    })
  })

  it('goes only to whoever collects, of any branch; what one is given lies within reach', async () => {
    const { caseId } = await aCase()
    const give = (officer: TestStaff) =>
      as(desk.collector).assign({ id: caseId, officerId: officer.staffId, reason: '另派人员跟进' })
    const offered = await desk.bank.as(desk.collector).staff.colleagues({ work: 'collection' })
    const ids = offered.map(({ id }) => id)
    expect(ids).toEqual(expect.arrayContaining([desk.collector.staffId, desk.colleague.staffId]))
    expect(ids).not.toContain(desk.risk.staffId)
    await expect(give(desk.risk)).rejects.toMatchObject({
      cause: { reason: 'assignee-of-other-post' },
    })
    await give(desk.colleague)
    expect((await as(desk.colleague).queue({ mine: true })).rows.map(({ id }) => id)).toContain(
      caseId,
    )
  })

  it('is closed to other branches', async () => {
    const { caseId, id } = await aCase()
    await expect(as(desk.colleague).case({ id: caseId })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    expect((await as(desk.colleague).queue({ customerId: id })).rows).toEqual([])
  })
})

describe('contact rules', () => {
  it.each([
    ['2026-10-14T13:59:00Z', null],
    ['2026-10-14T14:00:00Z', 'quiet-hours'],
    ['2026-10-14T23:59:00Z', 'quiet-hours'],
    ['2026-10-15T00:00:00Z', null],
  ])('at %s give %s', async (at, refusal) => {
    const { caseId, id } = await aCase()
    expect(
      (await as(desk.manager).mayContact({ caseId, partyId: id, kind: 'call', at })).refusal,
    ).toBe(refusal)
    const recorded = as(desk.manager).recordAction(call(caseId, id, { at }))
    if (refusal === null) await expect(recorded).resolves.toMatchObject({ id: expect.any(String) })
    else await expect(recorded).rejects.toMatchObject({ cause: { reason: refusal } })
  })

  it('let the debtor be called late where that was agreed', async () => {
    const { caseId, id } = await aCase()
    await as(desk.manager).agreeHours({
      caseId,
      from: '22:00',
      to: '23:00',
      until: day('2026-10-31'),
      evidence: '客户短信同意',
    })
    const late = (at: string) =>
      as(desk.manager).mayContact({ caseId, partyId: id, kind: 'call', at })
    expect((await late('2026-10-14T14:59:00Z')).refusal).toBe(null)
    expect(await late('2026-10-14T15:00:00Z')).toMatchObject({
      refusal: 'quiet-hours',
      rule: { code: 'quiet-hours', source: expect.stringContaining('催收风控指引') },
    })
  })

  it('stop at three calls a day in which somebody was spoken to, robots among them', async () => {
    const { caseId, id } = await aCase()
    const as1 = as(desk.manager)
    await as1.recordAction(call(caseId, id))
    await as1.recordAction(call(caseId, id, { outcome: 'no-answer' }))
    await as1.recordAction(call(caseId, id, { outcome: 'left-word', isAutomatic: true }))
    await as1.recordAction(call(caseId, id, { outcome: 'left-word' }))
    await as1.recordAction(call(caseId, id, { outcome: 'refused' }))
    await expect(as1.recordAction(call(caseId, id))).rejects.toMatchObject({
      cause: { reason: 'calls-used-up' },
    })
    expect(await as1.mayContact({ caseId, partyId: id, kind: 'call', at: noon })).toMatchObject({
      refusal: 'calls-used-up',
      callsToday: 5,
      effectiveCallsToday: 3,
    })
    await as1.recordAction(call(caseId, id, { kind: 'visit' }))
    await as1.recordAction(call(caseId, id, { at: '2026-10-14T03:00:00Z' }))
  })

  it('let guarantors be asked after the debtor, within their guarantee', async () => {
    const { caseId, id, loanId } = await aCase(40)
    const guarantor = await related(id, 'guarantee')
    const ended = await related(id, 'guarantee', { validFrom: day('2026-11-01') })
    await expect(as(desk.manager).recordAction(call(caseId, guarantor.id))).rejects.toMatchObject({
      cause: { reason: 'debtor-first' },
    })
    await as(desk.manager).recordAction(call(caseId, id, { outcome: 'no-answer' }))
    await as(desk.manager).recordAction(call(caseId, guarantor.id))
    await expect(as(desk.manager).recordAction(call(caseId, ended.id))).rejects.toMatchObject({
      cause: { reason: 'guarantee-not-in-force' },
    })
    expect(loanId).not.toBe('')
  })

  it('keep others out of it unless the debtor cannot be reached, without a word of the debt, until they ask to stop', async () => {
    const { caseId, id } = await aCase()
    const friend = await related(id, 'officer')
    const quiet = { saidDebt: false, note: '请转告回电' }
    const refusing = (action: ReturnType<typeof call>, reason: string) =>
      expect(as(desk.manager).recordAction(action)).rejects.toMatchObject({ cause: { reason } })
    await refusing(call(caseId, friend.id, quiet), 'debtor-reachable')
    for (const at of ['2026-10-13T02:00:00Z', '2026-10-14T02:00:00Z', '2026-10-15T01:00:00Z']) {
      await as(desk.manager).recordAction(call(caseId, id, { at, outcome: 'no-answer' }))
    }
    await refusing(call(caseId, friend.id), 'debt-revealed')
    await as(desk.manager).recordAction(call(caseId, friend.id, { ...quiet, stopAsked: true }))
    await refusing(call(caseId, friend.id, quiet), 'contact-stopped')
    const { parties } = await as(desk.manager).case({ id: caseId })
    expect(parties).toContainEqual(
      expect.objectContaining({
        id: friend.id,
        role: 'contact-person',
        stopped: true,
        mayContact: 'contact-stopped',
      }),
    )
  })

  it('refuse what is to come or long past, and whoever has nothing to do with it', async () => {
    const { caseId, id } = await aCase()
    const stranger = await desk.company()
    await expect(
      as(desk.manager).recordAction(call(caseId, id, { at: noon })),
    ).rejects.toMatchObject({ cause: { reason: 'in-the-future' } })
    await expect(
      as(desk.manager).recordAction(call(caseId, id, { at: '2026-10-01T04:00:00Z' })),
    ).rejects.toMatchObject({ cause: { reason: 'too-long-ago' } })
    await expect(as(desk.manager).recordAction(call(caseId, stranger.id))).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
  })
})

describe('what a debtor promises', () => {
  it('is broken when its last day closes unpaid, and kept when it was paid', async () => {
    const [kept, broken] = [await aCase(10), await aCase(10)]
    const promise = (each: typeof kept) =>
      as(desk.manager).promise({
        caseId: each.caseId,
        loanId: each.loanId,
        amount: money(50_000),
        dueOn: day('2026-10-16'),
        note: '电话承诺',
      })
    await promise(kept)
    await promise(broken)
    const payer = await desk.bank.hire('disbursement-officer')
    await desk.bank.as(payer).loans.repay({ loanId: kept.loanId, amount: money(50_000) })
    await close(desk.today)
    const states = async ({ caseId }: typeof kept) =>
      (await as(desk.risk).case({ id: caseId })).promises.map(({ state }) => state)
    expect([await states(kept), await states(broken)]).toEqual([['kept'], ['open']])
    await close(day('2026-10-16'))
    expect(await states(broken)).toEqual(['broken'])
    const [row] = (await as(desk.risk).queue({ customerId: broken.id })).rows
    expect(row).toMatchObject({
      brokenPromises: 1,
      reasons: expect.arrayContaining([{ code: 'broken-promise', points: 15 }]),
    })
    const tasksOf = async ({ id }: typeof kept) =>
      (await desk.bank.as(desk.manager).tasks.list({ customerId: id })).rows
    expect(await tasksOf(broken)).toMatchObject([
      {
        text: expect.stringMatching(/^承诺于 2026-10-16 前归还 500\.00 元（借据 .+）未兑现，请/),
        dueOn: '2026-10-17',
        assigneeId: row?.officerId,
      },
    ])
    expect(await tasksOf(kept)).toEqual([])
  })

  it.each([
    [{ dueOn: day('2026-10-14') }, 'promise-in-the-past'],
    [{ dueOn: day('2026-11-15') }, 'promise-too-late'],
    [{ amount: money(1_200_001) }, 'promise-above-debt'],
  ])('%j is refused: %s', async (overrides, reason) => {
    const { caseId, loanId } = await aCase(10)
    const promised = {
      caseId,
      loanId,
      amount: money(1_000),
      dueOn: day('2026-11-14'),
      note: '承诺',
      ...overrides,
    }
    await expect(as(desk.manager).promise(promised)).rejects.toMatchObject({ cause: { reason } })
  })

  it('is taken back when it was noted by mistake', async () => {
    const { caseId, loanId } = await aCase(10)
    const promised = {
      caseId,
      loanId,
      amount: money(1_000),
      dueOn: day('2026-10-20'),
      note: '承诺',
    }
    const { id } = await as(desk.manager).promise(promised)
    await as(desk.manager).withdrawPromise({ id, reason: '录错借据' })
    await expect(
      as(desk.manager).withdrawPromise({ id, reason: '录错借据' }),
    ).rejects.toMatchObject({ cause: { reason: 'promise-is-settled' } })
  })

  it('in hardship nobody calls, from the grant by another person to its end', async () => {
    const { caseId, id } = await aCase()
    const asked = { caseId, reason: '重病住院', until: day('2026-12-31'), plan: '每月先还利息' }
    const { contactRules } = await as(desk.manager).case({ id: caseId })
    const until = addDays(contactRules.hardshipAtMostUntil, 1)
    await expect(as(desk.manager).proposeHardship({ ...asked, until })).rejects.toMatchObject({
      cause: { reason: 'hardship-too-long' },
    })
    const { id: hardshipId } = await as(desk.manager).proposeHardship(asked)
    await expect(as(desk.manager).proposeHardship(asked)).rejects.toMatchObject({
      cause: { reason: 'hardship-is-open' },
    })
    await as(desk.manager).recordAction(call(caseId, id))
    await as(desk.approver).decideHardship({
      id: hardshipId,
      outcome: 'approved',
      note: '情况属实',
    })
    await expect(as(desk.manager).recordAction(call(caseId, id))).rejects.toMatchObject({
      cause: { reason: 'in-hardship' },
    })
    expect((await as(desk.risk).queue({ state: 'hardship', customerId: id })).rows).toHaveLength(1)
    await close(day('2026-12-31'))
    expect((await as(desk.risk).case({ id: caseId })).hardshipUntil).toBe('2026-12-31')
    await close(day('2027-01-01'))
    expect((await as(desk.risk).case({ id: caseId })).hardshipUntil).toBe(null)
    const { id: next } = await as(desk.manager).proposeHardship(asked)
    await as(desk.approver).decideHardship({ id: next, outcome: 'approved', note: '续批' })
    await as(desk.manager).endHardship({ id: next, reason: '已恢复经营' })
    await as(desk.manager).recordAction(call(caseId, id, { outcome: 'no-answer' }))
  })
})

describe('clocks', () => {
  it('run for the debtor and each guarantor, and begin anew with the proof of a served letter', async () => {
    const { caseId, id, loanId } = await aCase(40)
    const guarantor = await related(id, 'guarantee')
    await close(day('2026-10-22'))
    const clocks = async () => (await as(desk.manager).case({ id: caseId })).clocks
    expect(await clocks()).toMatchObject([
      {
        kind: 'guarantee-period',
        partyId: guarantor.id,
        basis: 'six-months',
        endsOn: '2028-02-05',
        state: 'running',
      },
      { kind: 'limitation', partyId: id, startsOn: '2027-08-05', endsOn: '2030-08-05' },
    ])
    await as(desk.manager).recordAction(call(caseId, id, { outcome: 'no-answer' }))
    const letter = { caseId, loanId, partyId: guarantor.id }
    await expect(
      as(desk.manager).writeLetter({ ...letter, template: 'demand' }),
    ).rejects.toMatchObject({ cause: { reason: 'letter-is-for-another' } })
    const { id: letterId, number } = await as(desk.manager).writeLetter({
      ...letter,
      template: 'guarantor-claim',
    })
    expect(number).toMatch(/^CS2026-\d{6}$/)
    const text = await as(desk.manager).letter({ id: letterId })
    expect(text.title).toBe('履行保证责任通知书')
    expect(text.body).toContain(number)
    expect(text.body).toContain('人民币 2,083.38 元（大写：贰仟零捌拾叁元叁角捌分）')
    const served = {
      id: letterId,
      servedOn: desk.today,
      method: 'notary',
      documentId: null,
      evidence: '公证书编号 1',
    } as const
    await as(desk.manager).serveLetter(served)
    await expect(as(desk.manager).serveLetter(served)).rejects.toMatchObject({
      cause: { reason: 'letter-is-served' },
    })
    expect(await clocks()).toContainEqual(
      expect.objectContaining({
        kind: 'guarantee-period',
        state: 'used',
        restartedOn: '2026-10-15',
      }),
    )
    expect(await clocks()).toContainEqual(
      expect.objectContaining({ kind: 'limitation', partyId: guarantor.id, endsOn: '2029-10-15' }),
    )
    const { rows } = await as(desk.manager).clocks({ within: 1460, kind: 'limitation' })
    expect(rows.map(({ partyId }) => partyId)).toContain(guarantor.id)
  })

  it('begin anew with what the debtor acknowledged, and bind nobody who does not owe', async () => {
    const { caseId, id, loanId } = await aCase(40)
    const friend = await related(id, 'officer')
    const notice = {
      loanId,
      partyId: id,
      kind: 'acknowledgement',
      servedOn: desk.today,
      method: 'in-person',
      evidence: '对账单签字',
      documentId: null,
    } as const
    await expect(
      as(desk.manager).recordNotice({ ...notice, partyId: friend.id }),
    ).rejects.toMatchObject({ cause: { reason: 'not-liable' } })
    await as(desk.manager).recordNotice(notice)
    await as(desk.manager).stopContact({ caseId, partyId: friend.id, reason: '本人要求' })
    const { clocks, parties, notices } = await as(desk.manager).case({ id: caseId })
    expect(clocks).toMatchObject([{ kind: 'limitation', startsOn: '2027-08-05', state: 'running' }])
    expect(notices).toMatchObject([
      { loanId, partyId: id, kind: 'acknowledgement', evidence: '对账单签字', recordedBy: '王敏' },
    ])
    expect(parties).toContainEqual(expect.objectContaining({ id: friend.id, stopped: true }))
  })

  it('tell whoever is in charge when one is about to run out', async () => {
    const { id } = await aCase(40)
    await related(id, 'guarantee')
    await close(day('2026-10-22'))
    await close(day('2027-11-07'))
    const { rows } = await desk.bank.as(desk.manager).tasks.list({ customerId: id })
    expect(rows.filter(({ text }) => text.includes('保证期间将于 2028-02-05 届满'))).toHaveLength(1)
  })
})

describe('reminders', () => {
  it('go out once for each number of days that one is set for', async () => {
    const { id } = await desk.borrower(day('2026-10-15'))
    for (const on of ['2026-10-15', '2026-10-16', '2026-10-16', '2026-10-17', '2026-10-22'])
      await close(day(on), remindersStep)
    const messages = await desk.bank.as(desk.manager).messages.list({ customerId: id })
    expect(messages.rows.map(({ body }) => /逾期 (\d+) 天/.exec(body)?.[1])).toEqual(['7', '1'])
    const tasks = await desk.bank.as(desk.manager).tasks.list({ customerId: id })
    expect(tasks.rows).toMatchObject([
      { text: expect.stringContaining('逾期 7 天'), assigneeId: desk.manager.staffId },
    ])
  })
})
