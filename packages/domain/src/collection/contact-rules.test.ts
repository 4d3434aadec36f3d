import { describe, expect, it } from 'vitest'
import { addDays, day } from '../calendar.ts'
import { bucketOf, CollectionRules } from './collection-rules.ts'
import {
  type Contact,
  type ContactCircumstances,
  contactRefusal,
  isEffectiveContact,
  isOutOfReach,
  isWithinHours,
  type PastContact,
} from './contact-rules.ts'
import { defaultCollectionRules as rules } from './default-collection-rules.ts'

const on = day('2026-10-15')
const plain: ContactCircumstances = {
  agreedHours: null,
  hardshipUntil: null,
  stopped: new Set(),
  guarantee: null,
  isKnownLost: false,
  past: [],
}
const debtor: Contact = {
  partyId: 'd',
  role: 'debtor',
  kind: 'call',
  on,
  time: '10:00',
  saysDebt: true,
}
const joint: Contact = { ...debtor, partyId: 'j', role: 'joint-borrower' }
const guarantor: Contact = { ...debtor, partyId: 'g', role: 'guarantor' }
const friend: Contact = { ...debtor, partyId: 'f', role: 'contact-person', saysDebt: false }
const refusal = (
  contact: Partial<Contact>,
  circumstances: Partial<ContactCircumstances> = {},
  base = debtor,
) => contactRefusal(rules, { ...base, ...contact }, { ...plain, ...circumstances })
const past = (count: number, each: Partial<PastContact> = {}): PastContact[] =>
  Array.from({ length: count }, () => ({
    partyId: 'd',
    role: 'debtor',
    kind: 'call',
    on,
    isEffective: true,
    ...each,
  }))

describe('a joint borrower', () => {
  it('owes the whole and is asked like the debtor, who need not be asked before', () => {
    expect(refusal({}, {}, joint)).toBeNull()
    expect(refusal({ kind: 'letter' }, {}, joint)).toBeNull()
    expect(refusal({}, { stopped: new Set(['j']) }, joint)).toBeNull()
  })

  it('has hours and a count of calls of their own', () => {
    expect(refusal({ time: '22:00' }, {}, joint)).toBe('quiet-hours')
    const agreedHours = { from: '20:00', to: '23:00', until: on } as const
    expect(refusal({ time: '22:00' }, { agreedHours }, joint)).toBe('quiet-hours')
    expect(refusal({}, { past: past(3) }, joint)).toBeNull()
    expect(refusal({}, { past: past(3, { partyId: 'j', role: 'joint-borrower' }) }, joint)).toBe(
      'calls-used-up',
    )
    expect(refusal({}, { hardshipUntil: on }, joint)).toBe('in-hardship')
  })
})

describe('hours', () => {
  it.each([
    ['21:59', null],
    ['22:00', 'quiet-hours'],
    ['23:59', 'quiet-hours'],
    ['00:00', 'quiet-hours'],
    ['07:59', 'quiet-hours'],
    ['08:00', null],
  ])('at %s: %s', (time, expected) => {
    expect(refusal({ time })).toBe(expected)
    expect(refusal({ time, kind: 'message' })).toBe(expected)
    expect(refusal({ time, kind: 'letter' })).toBe(null)
  })

  it('that were agreed hold for the debtor, until their day', () => {
    const agreedHours = { from: '22:00', to: '22:30', until: on }
    expect(refusal({ time: '22:29' }, { agreedHours })).toBe(null)
    expect(refusal({ time: '22:30' }, { agreedHours })).toBe('quiet-hours')
    expect(refusal({ time: '22:00', on: addDays(on, 1) }, { agreedHours })).toBe('quiet-hours')
    expect(refusal({ time: '22:00' }, { agreedHours, past: past(1) }, guarantor)).toBe(
      'quiet-hours',
    )
  })

  it('may lie within one day', () => {
    expect(isWithinHours('12:00', { from: '11:00', to: '13:00' })).toBe(true)
    expect(isWithinHours('13:00', { from: '11:00', to: '13:00' })).toBe(false)
  })
})

describe('calls', () => {
  it.each([
    [2, {}, null],
    [3, {}, 'calls-used-up'],
    [3, { on: addDays(on, -1) }, null],
    [3, { partyId: 'g' }, null],
    [3, { kind: 'visit' as const }, null],
    [9, { isEffective: false }, null],
    [10, { isEffective: false }, 'tries-used-up'],
  ])('after %i of %j: %s', (count, each, expected) => {
    expect(refusal({}, { past: past(count, each) })).toBe(expected)
  })

  it('do not stop visits', () => {
    expect(refusal({ kind: 'visit' }, { past: past(3) })).toBe(null)
  })

  it.each([
    ['reached', false, true],
    ['refused', false, true],
    ['left-word', false, false],
    ['left-word', true, true],
    ['no-answer', true, false],
  ] as const)('%s by a robot (%s) counts: %s', (outcome, isAutomatic, expected) => {
    expect(isEffectiveContact(outcome, isAutomatic)).toBe(expected)
  })
})

describe('who', () => {
  it('a debtor in hardship is left alone, on its last day too', () => {
    expect(refusal({}, { hardshipUntil: on })).toBe('in-hardship')
    expect(refusal({ kind: 'letter' }, { hardshipUntil: on })).toBe('in-hardship')
    expect(refusal({}, { hardshipUntil: addDays(on, -1) })).toBe(null)
  })

  it('a guarantor after the debtor, within the guarantee', () => {
    expect(refusal({}, {}, guarantor)).toBe('debtor-first')
    expect(refusal({}, { past: past(1, { isEffective: false }) }, guarantor)).toBe(null)
    expect(refusal({}, { past: past(1), guarantee: 'guarantee-period-over' }, guarantor)).toBe(
      'guarantee-period-over',
    )
  })

  it('others only while the debtor is out of reach, and never of the debt', () => {
    const lost = past(3, { isEffective: false })
    expect(refusal({}, {}, friend)).toBe('debtor-reachable')
    expect(refusal({}, { past: lost }, friend)).toBe(null)
    expect(refusal({}, { isKnownLost: true }, friend)).toBe(null)
    expect(refusal({ saysDebt: true }, { past: lost }, friend)).toBe('debt-revealed')
    expect(refusal({ kind: 'letter' }, { past: lost }, friend)).toBe('debt-revealed')
    expect(refusal({}, { past: lost, stopped: new Set(['f']) }, friend)).toBe('contact-stopped')
    expect(refusal({}, { stopped: new Set(['d']) })).toBe(null)
  })

  it.each([
    [past(2, { isEffective: false }), false],
    [past(3, { isEffective: false }), true],
    [[...past(3, { isEffective: false }), ...past(1)], false],
    [past(3, { isEffective: false, on: addDays(on, -6) }), true],
    [past(3, { isEffective: false, on: addDays(on, -7) }), false],
  ])('out of reach %#: %s', (tries, expected) => {
    expect(isOutOfReach(rules.unreachable, tries, on)).toBe(expected)
  })
})

describe('buckets', () => {
  it.each([
    [0, null],
    [1, 'M1'],
    [30, 'M1'],
    [31, 'M2'],
    [90, 'M3'],
    [91, 'M4'],
    [180, 'M6'],
    [181, 'M7'],
  ])('of %i days: %s', (daysPastDue, bucket) => {
    expect(bucketOf(rules, daysPastDue)).toBe(bucket)
  })

  it('rise, and a reminder is set once', () => {
    expect(CollectionRules.safeParse(rules).success).toBe(true)
    const [first] = rules.buckets
    expect(CollectionRules.safeParse({ ...rules, buckets: [first, first] }).success).toBe(false)
    const [reminder] = rules.reminders
    expect(CollectionRules.safeParse({ ...rules, reminders: [reminder, reminder] }).success).toBe(
      false,
    )
  })
})
