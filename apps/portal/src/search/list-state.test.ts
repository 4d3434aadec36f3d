import type { ConditionGroup } from '@banyan/domain/search/condition-tree'
import { facetFields } from '@banyan/domain/search/facets'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readFilter, writeFilter } from './condition-address.ts'
import {
  changedParts,
  isSameState,
  plainState,
  readListAddress,
  writeListAddress,
  type ListState,
} from './list-state.ts'

const text = fc
  .string({ minLength: 1, maxLength: 12, unit: 'grapheme' })
  .filter((typed) => typed.trim() === typed)
const fen = fc.integer({ min: 0, max: 10_000_000_000 })
const aDay = fc.constantFrom('2020-01-31', '2024-02-29', '2026-10-31')
const condition = fc.oneof(
  fc.record({
    field: fc.constant('tier' as const),
    is: fc.constantFrom('in' as const, 'not-in' as const),
    value: fc.uniqueArray(fc.constantFrom('normal', 'loss', 'doubtful'), { minLength: 1 }),
  }),
  fc.record({
    field: fc.constantFrom('balance' as const, 'daysPastDue' as const),
    is: fc.constantFrom('at-least' as const, 'at-most' as const),
    value: fen.map((n) => n % 9_000),
  }),
  fc.record({
    field: fc.constant('registeredCapital' as const),
    is: fc.constant('between' as const),
    value: fc.tuple(fen, fen).map(([a, b]): [number, number] => [Math.min(a, b), Math.max(a, b)]),
  }),
  fc.record({
    field: fc.constant('establishedOn' as const),
    is: fc.constantFrom('from' as const, 'until' as const),
    value: aDay,
  }),
  fc.record({
    field: fc.constant('lastContactOn' as const),
    is: fc.constant('older-than-days' as const),
    value: fc.nat(999),
  }),
  fc.record({ field: fc.constant('lastContactOn' as const), is: fc.constant('unknown' as const) }),
  fc.record({
    field: fc.constant('partial' as const),
    is: fc.constant('is' as const),
    value: fc.boolean(),
  }),
  fc.record({
    field: fc.constant('name' as const),
    is: fc.constant('contains' as const),
    value: text,
  }),
)
const flat = fc.array(condition, { minLength: 1, maxLength: 4 })
const filter = fc.oneof(
  fc.constant(null),
  flat.map((all) => ({ all })),
  fc.tuple(flat, flat).map(([any, all]) => ({ all: [...all, { any }] })),
) as fc.Arbitrary<ConditionGroup | null>
const state: fc.Arbitrary<ListState> = fc.record({
  text: fc.oneof(fc.constant(''), text),
  filter,
  chosen: fc
    .uniqueArray(fc.constantFrom(...facetFields))
    .map((fields) => Object.fromEntries(fields.map((field) => [field, ['a', 'none']]))),
  sort: fc.constantFrom(null, 'name', '-balance'),
  columns: fc.oneof(
    fc.constant(null),
    fc.constant([
      { id: 'name', isPinned: true },
      { id: 'balance', isHidden: true },
      { id: 'branchName', width: 240 },
    ]),
  ),
  density: fc.constantFrom(null, 'compact' as const, 'roomy' as const),
})
const view = fc.constantFrom(null, 'none', '0190a000-0000-7000-8000-000000000001')

/** As a browser hands it on: through the text of an address. */
const travelled = (query: object) =>
  Object.fromEntries(new URLSearchParams(query as Record<string, string>))

describe('a list in its address', () => {
  it('comes back as it was, whatever its state', () => {
    fc.assert(
      fc.property(state, view, (given, its) => {
        const read = readListAddress(travelled(writeListAddress({ view: its, state: given })))
        expect(read).toEqual({ view: its, state: given, isBroken: false })
      }),
    )
  })

  it('is a view as it was saved when it names nothing else', () => {
    expect(readListAddress({ view: 'v' })).toEqual({ view: 'v', state: null, isBroken: false })
  })

  it('stays a changed view when everything was cleared', () => {
    const query = writeListAddress({ view: 'v', state: plainState })
    expect(readListAddress(travelled(query)).state).toEqual(plainState)
  })

  it.each([
    'all(kind:in:company',
    'all(kind:in:company))',
    'all(nothing:in:company)',
    'all(kind:like:company)',
    'kind:in:company',
    'all(balance:at-least:much)',
    'all(constructor:in:x)',
    'all(all(all(all(all(kind:in:company)))))',
  ])('says so when its filter cannot be read: %s', (f) => {
    expect(readListAddress({ f }).isBroken).toBe(true)
  })

  it('keeps marks inside values apart from its own', () => {
    const given: ConditionGroup = {
      all: [{ field: 'name', is: 'contains', value: '甲(乙),丙:丁~100%' }],
    }
    expect(readFilter(writeFilter(given))).toEqual({ isRead: true, filter: given })
  })
})

describe('whether the screen is as a view was saved', () => {
  const saved: ListState = { ...plainState, text: '华拓', chosen: { kind: ['company', 'person'] } }

  it('does not mind the order in which facets were chosen', () => {
    expect(isSameState(saved, { ...saved, chosen: { kind: ['person', 'company'] } })).toBe(true)
  })

  it.each<[keyof ListState, Partial<ListState>]>([
    ['text', { text: '' }],
    ['filter', { filter: { all: [{ field: 'partial', is: 'is', value: true }] } }],
    ['chosen', { chosen: {} }],
    ['sort', { sort: '-balance' }],
    ['columns', { columns: [{ id: 'name' }] }],
    ['density', { density: 'compact' }],
  ])('names the part that was changed: %s', (part, change) => {
    expect(changedParts(saved, { ...saved, ...change })).toEqual([part])
  })
})
