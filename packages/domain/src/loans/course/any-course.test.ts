import { describe, expect, it } from 'vitest'

import { addDays, daysBetween } from '../../calendar.ts'
import { checkCourse } from './check-course.ts'
import { advanceTo, applyEvent, eventsInForce, openCourse, replay } from './course.ts'
import { chanceOf, openOnWeekdays, someLife } from './testing.ts'

const lives = 10_000
const parts = 5

describe('any product with any sequence of events', () => {
  it.each(Array.from({ length: parts }, (_, part) => part))(
    'is balanced, spends each payment wholly and equals its replay, part %i',
    (part) => {
      for (let seed = part; seed < lives; seed += parts) {
        const course = someLife(seed, 12)
        const found = checkCourse(course, openOnWeekdays)
        if (found.length > 0) expect(found, `seed ${seed}`).toEqual([])
      }
    },
    120_000,
  )

  it('comes to the same state one event at a time, however often one looks in between', () => {
    for (let seed = 0; seed < 1000; seed += 1) {
      const { contract, events } = someLife(seed, 12)
      const chance = chanceOf(seed)
      let state = openCourse(contract)
      const effects = []
      for (const event of eventsInForce(events)) {
        const between = addDays(
          state.on,
          chance.whole(0, Math.max(0, daysBetween(state.on, event.on))),
        )
        for (const day of [between, event.on]) {
          const looked = advanceTo(state, day, openOnWeekdays)
          state = looked.state
          effects.push(...looked.effects)
        }
        const step = applyEvent(state, event, { ...openOnWeekdays, hasHappened: true })
        state = step.state
        effects.push(...step.effects)
      }
      const whole = replay(contract, events, openOnWeekdays)
      const { lastSequence } = whole.state
      expect({ ...state, lastSequence }, `seed ${seed}`).toEqual(whole.state)
      expect(effects, `seed ${seed}`).toEqual(whole.effects)
    }
  })
})
