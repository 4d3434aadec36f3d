import { describe, expect, it } from 'vitest'

import { addDays, day } from '../calendar.ts'
import type { ApplicationStatus } from './application-status.ts'
import { applicationStatuses } from './application-status.ts'
import type { Stage, StageFacts, StageStateName } from './stage-rail.ts'
import { daysAllowedIn, presentStage, stages, stageStates, statusesAt } from './stage-rail.ts'

const today: StageFacts = { asOf: day('2026-10-12'), enteredOn: day('2026-10-12') }

const statesOf = (status: ApplicationStatus, facts: Partial<StageFacts> = {}) =>
  Object.fromEntries(
    stageStates(status, { ...today, ...facts }).map(({ stage, state }) => [stage, state]),
  )

describe('the stage rail', () => {
  it.each<[ApplicationStatus, Stage]>([
    ['draft', 'intake'],
    ['submitted', 'documents'],
    ['returned', 'documents'],
    ['in-review', 'due-diligence'],
    ['reviewed', 'rating'],
    ['scored', 'approval'],
    ['approved', 'contract'],
    ['contracted', 'disbursement'],
    ['disbursed', 'post-loan'],
  ])('puts %s at %s, what came before passed and what comes after untouched', (status, stage) => {
    const at = stages.indexOf(stage)
    expect(presentStage(status, today)).toBe(stage)
    const states = stageStates(status, today).map(({ state }) => state)
    expect(states.slice(0, at)).toEqual(new Array(at).fill('pass'))
    expect(states.slice(at + 1)).toEqual(new Array(stages.length - at - 1).fill('none'))
    expect(states[at]).toBe(status === 'returned' ? 'back' : 'doing')
  })

  it.each<[string, StageStateName]>([
    ['2026-10-15', 'doing'],
    ['2026-10-16', 'late'],
  ])('on %s shows an approval of three days as %s', (asOf, state) => {
    const rail = stageStates('scored', { ...today, asOf: day(asOf) })
    expect(rail.find(({ stage }) => stage === 'approval')).toEqual({
      stage: 'approval',
      state,
      dueOn: '2026-10-15',
    })
  })

  it('does not call late what waits for the customer', () => {
    const facts = { asOf: day('2026-12-01'), isWaitingForCustomer: true }
    expect(statesOf('in-review', facts)['due-diligence']).toBe('wait')
  })

  it('keeps the mark of an exceptional approval', () => {
    expect(statesOf('contracted', { isException: true }).approval).toBe('except')
    expect(statesOf('contracted').approval).toBe('pass')
  })

  it.each<[ApplicationStatus, ApplicationStatus, Stage]>([
    ['declined', 'scored', 'approval'],
    ['declined', 'reviewed', 'rating'],
    ['withdrawn', 'draft', 'intake'],
  ])('ends a %s application where it was %s', (status, endedFrom, stage) => {
    const states = statesOf(status, { endedFrom })
    expect(states[stage]).toBe('reject')
    for (const after of stages.slice(stages.indexOf(stage) + 1)) expect(states[after]).toBe('skip')
  })

  it.each<[Partial<StageFacts>, Stage, StageStateName]>([
    [{ loanStatus: 'active' }, 'post-loan', 'doing'],
    [{ loanStatus: 'active', isOverdue: true }, 'post-loan', 'late'],
    [{ loanStatus: 'settled' }, 'settlement', 'pass'],
    [{ loanStatus: 'written-off' }, 'settlement', 'reject'],
    [{ loanStatus: 'transferred' }, 'settlement', 'skip'],
  ])('with %j shows %s as %s', (facts, stage, state) => {
    expect(statesOf('disbursed', facts)[stage]).toBe(state)
  })

  it('shows nine stages whatever the status', () => {
    for (const status of applicationStatuses) {
      expect(stageStates(status, today).map(({ stage }) => stage)).toEqual(stages)
    }
  })
})

describe('how long an application may rest', () => {
  it.each([
    ['draft', 2],
    ['in-review', 5],
    ['scored', 3],
    ['returned', null],
    ['disbursed', null],
    ['declined', null],
  ] as const)('when %s is %s days', (status, days) => {
    expect(daysAllowedIn(status)).toBe(days)
  })

  it('is late exactly where the rail says so', () => {
    for (const status of applicationStatuses) {
      const days = daysAllowedIn(status)
      if (days === null) continue
      const enteredOn = day('2026-10-01')
      const stateAfter = (passed: number) =>
        stageStates(status, { asOf: addDays(enteredOn, passed), enteredOn }).map(
          ({ state }) => state,
        )
      expect(stateAfter(days)).not.toContain('late')
      expect(stateAfter(days + 1)).toContain('late')
    }
  })
})

describe('the statuses of a stage', () => {
  it('put every open application at one stage', () => {
    const placed = stages.flatMap(statusesAt)
    const open = applicationStatuses.filter(
      (status) => status !== 'declined' && status !== 'withdrawn',
    )
    expect(placed.toSorted()).toEqual(open.toSorted())
  })
})
