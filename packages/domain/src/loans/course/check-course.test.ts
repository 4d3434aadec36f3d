import { describe, expect, it } from 'vitest'

import { money, type Money } from '../../money.ts'
import { checkCourse, checkEffects } from './check-course.ts'
import { aContract, aCourse, yuan } from './course-examples.ts'
import type { Course } from './enter.ts'
import type { Effect, LoanState } from './loan-state.ts'

const written = aCourse(aContract(), [
  { kind: 'repayment', on: '2026-03-20', amount: yuan('12000') },
  { kind: 'fee', on: '2026-03-21', code: 'notice', amount: yuan('80') },
  { kind: 'repayment', on: '2026-04-01', amount: yuan('30000') },
  { kind: 'write-off', on: '2026-12-31' },
  { kind: 'recovery', on: '2027-02-01', amount: yuan('500') },
])

function names(course: Pick<Course, 'events' | 'state' | 'effects'>): string[] {
  return checkEffects(course).map(({ invariant }) => invariant)
}

function tampered(change: (state: LoanState) => void): string[] {
  const state = structuredClone(written.state)
  change(state)
  return names({ ...written, state })
}

function plusOne(amount: Money): Money {
  return money(amount + 1)
}

function misbooked(change: (effect: Effect) => void, at: number): string[] {
  const effects = structuredClone([...written.effects])
  const effect = effects[at]
  if (!effect) throw new Error('no such effect')
  change(effect)
  return names({ ...written, effects })
}

describe('the check of a course', () => {
  it('finds nothing in a sound one', () => {
    expect(checkCourse(written)).toEqual([])
  })

  it.each<{ what: string; change: (state: LoanState) => void; found: string }>([
    {
      what: 'the balance',
      found: 'unpaid-principal',
      change: (state) => (state.balance = plusOne(state.balance)),
    },
    {
      what: 'what was drawn',
      found: 'schedule-principal',
      change: (state) => (state.drawn = plusOne(state.drawn)),
    },
    {
      what: 'held money',
      found: 'held-account',
      change: (state) => (state.held = plusOne(state.held)),
    },
    {
      what: 'a negative',
      found: 'no-negative-amount',
      change: (state) => (state.held = money(-1)),
    },
    {
      what: 'interest paid',
      found: 'allocations-are-kept',
      change: ({ instalments: [row] }) => row && (row.paid.interest = plusOne(row.paid.interest)),
    },
    {
      what: 'interest paid',
      found: 'interest-accounts',
      change: ({ instalments: [row] }) => row && (row.paid.interest = plusOne(row.paid.interest)),
    },
    {
      what: 'penalty paid',
      found: 'penalty-account',
      change: ({ instalments: [row] }) => row && (row.paid.penalty = plusOne(row.paid.penalty)),
    },
    {
      what: 'a charge paid',
      found: 'fee-account',
      change: ({ fees: [fee] }) => fee && (fee.paid = plusOne(fee.paid)),
    },
    {
      what: 'interest charged off',
      found: 'allowance-account',
      change: (state) => (state.chargedOffInterest = plusOne(state.chargedOffInterest)),
    },
    {
      what: 'a claim written off',
      found: 'written-off-claims',
      change: ({ instalments }) => {
        const row = instalments.at(-1)
        if (row) row.interest = plusOne(row.interest)
      },
    },
    {
      what: 'a row',
      found: 'versions-stitch',
      change: ({ instalments: [row] }) => row && (row.interest = plusOne(row.interest)),
    },
  ])('finds $what changed: $found', ({ change, found }) => {
    expect(tampered(change)).toContain(found)
  })

  it.each<{ found: string; at: number; change: (effect: Effect) => void }>([
    {
      found: 'loan-account',
      at: 0,
      change: ({ postings: [first] }) => first && (first.amount = plusOne(first.amount)),
    },
    {
      found: 'money-account',
      at: 0,
      change: ({ postings: [first] }) => first && (first.amount = plusOne(first.amount)),
    },
    {
      found: 'posting-above-zero',
      at: 0,
      change: ({ postings: [first] }) => first && (first.amount = money(0)),
    },
    { found: 'money-is-spent', at: 1, change: (effect) => (effect.held = plusOne(effect.held)) },
    { found: 'allocations-are-kept', at: 1, change: (effect) => effect.allocations.pop() },
    { found: 'versions-stitch', at: 0, change: ({ version }) => version?.rows.splice(0, 1) },
  ])('finds an effect changed: $found', ({ found, at, change }) => {
    expect(misbooked(change, at)).toContain(found)
  })

  it('finds a state that its events do not give', () => {
    const state = { ...structuredClone(written.state), lastSequence: 99 }
    expect(checkCourse({ ...written, state }).map(({ invariant }) => invariant)).toEqual(['replay'])
  })
})
