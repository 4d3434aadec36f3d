import { describe, expect, it } from 'vitest'
import { arrangeColumns, completeChoices, moveColumn } from './column-layout.ts'

const columns = ['name', 'number', 'balance', 'branch'].map((id) => ({ id, label: id }))
const idsOf = (list: readonly { id: string }[]) => list.map(({ id }) => id)

describe('the columns a reader chose', () => {
  it('are all of them, as the table has them, when nothing was chosen', () => {
    expect(idsOf(arrangeColumns(columns, []))).toEqual(['name', 'number', 'balance', 'branch'])
  })

  it('come in the chosen order, hidden ones left out', () => {
    const chosen = [
      { id: 'name' },
      { id: 'branch' },
      { id: 'number', isHidden: true },
      { id: 'balance' },
    ]
    expect(idsOf(arrangeColumns(columns, chosen))).toEqual(['name', 'branch', 'balance'])
  })

  it('begin with the pinned ones', () => {
    const chosen = [{ id: 'name' }, { id: 'balance', isPinned: true }]
    expect(idsOf(arrangeColumns(columns, chosen))).toEqual(['balance', 'name', 'number', 'branch'])
  })

  it('take a column that is new to the table where the table has it', () => {
    const chosen = [{ id: 'name' }, { id: 'balance' }, { id: 'branch' }]
    expect(idsOf(arrangeColumns(columns, chosen))).toEqual(['name', 'number', 'balance', 'branch'])
  })

  it('pass over a column that the table no longer has', () => {
    expect(idsOf(completeChoices(columns, [{ id: 'gone' }, { id: 'name' }]))).not.toContain('gone')
  })

  it('always name the row', () => {
    const [first] = arrangeColumns(columns, [{ id: 'name', isHidden: true }])
    expect(first?.id).toBe('name')
  })
})

describe('moving a column', () => {
  const choices = [{ id: 'name', isPinned: true }, { id: 'number' }, { id: 'balance' }]

  it.each([
    ['balance', -1, ['name', 'balance', 'number']],
    ['number', 1, ['name', 'balance', 'number']],
    ['number', -1, ['name', 'number', 'balance']],
    ['balance', 1, ['name', 'number', 'balance']],
  ] as const)('%s by %i', (id, by, order) => {
    expect(idsOf(moveColumn(choices, id, by))).toEqual(order)
  })
})
