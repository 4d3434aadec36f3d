import { describe, expect, it } from 'vitest'
import { Layout } from './layout.ts'
import { ViewBody, viewChangeRefusal } from './saved-view.ts'

const view = { ownerId: 'a', isLocked: false, sharing: 'institution' as const }
const changer = { staffId: 'b', mayShare: false, mayGovern: false }

describe('who may change a view', () => {
  it.each([
    ['its owner', view, { ...changer, staffId: 'a' }, null],
    ['a colleague', view, changer, 'view-is-not-yours'],
    ['who shares views', view, { ...changer, mayShare: true }, null],
    [
      'who shares, of a private one',
      { ...view, sharing: 'mine' as const },
      { ...changer, mayShare: true },
      'view-is-not-yours',
    ],
    [
      'its owner, once locked',
      { ...view, isLocked: true },
      { ...changer, staffId: 'a' },
      'view-is-locked',
    ],
    [
      'who governs views, once locked',
      { ...view, isLocked: true },
      { ...changer, mayGovern: true },
      null,
    ],
    [
      'who governs, of a private one',
      { ...view, sharing: 'mine' as const },
      { ...changer, mayGovern: true },
      'view-is-not-yours',
    ],
  ])('%s', (_, of, by, refusal) => {
    expect(viewChangeRefusal(of, by)).toBe(refusal)
  })
})

describe('what is kept of a view', () => {
  it('takes filter, sort, columns and density', () => {
    const body = {
      text: '华拓',
      filter: { all: [{ field: 'partial', is: 'is', value: true }] },
      chosen: { kind: ['company'], officer: ['none'] },
      sort: '-balance',
      columns: [
        { key: 'name', width: 200, pinned: 'left' },
        { key: 'balance', hidden: true },
      ],
      density: 'compact',
      settings: { unit: 'wan', open: true },
    }
    expect(ViewBody.parse(body)).toEqual(body)
  })

  it.each([
    [{ filter: { all: [{ field: 'colour', is: 'in', value: ['red'] }] } }],
    [{ chosen: { colour: ['red'] } }],
    [{ sort: 'name; drop' }],
    [{ columns: [{ key: 'a' }, { key: 'a' }] }],
    [{ columns: [{ key: 'a', width: 1 }] }],
    [{ density: 'huge' }],
    [{ settings: { nested: { deeper: 1 } } }],
    [{ more: 1 }],
  ])('refuses %j', (body) => {
    expect(ViewBody.safeParse(body).success).toBe(false)
  })

  it('keeps a layout by the same rules', () => {
    expect(Layout.safeParse({ columns: [{ key: 'a' }], sort: 'name' }).success).toBe(false)
    expect(Layout.safeParse({ columns: [{ key: 'a' }] }).success).toBe(true)
  })
})
