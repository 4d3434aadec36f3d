import { describe, expect, it } from 'vitest'
import { parseRate } from '../rate.ts'
import { type DatedMember, treeChanges } from './tree-changes.ts'

const member = (id: string, change: Partial<DatedMember> = {}): DatedMember => ({
  id,
  number: id,
  name: `company ${id}`,
  parent: 'root',
  percent: parseRate('60'),
  lookThrough: parseRate('60'),
  depth: 1,
  ...change,
})

const kindsOf = (before: DatedMember[], after: DatedMember[]) =>
  treeChanges(before, after).map(({ what, id }) => `${what} ${id}`)

describe('what changed between two states of a tree', () => {
  it('is nothing between equal states', () => {
    expect(treeChanges([member('a')], [member('a')])).toEqual([])
  })

  it.each([
    [{ parent: 'b' }, ['moved a']],
    [{ parent: null, percent: null }, ['moved a']],
    [{ percent: parseRate('51') }, ['percent a']],
    [{ percent: null }, ['percent a']],
    [{ percent: parseRate('51'), lookThrough: parseRate('51') }, ['percent a']],
    [{ lookThrough: parseRate('30') }, ['look-through a']],
    [{ name: 'new name' }, ['renamed a']],
    [{ parent: 'b', name: 'new name' }, ['moved a', 'renamed a']],
    [{ depth: 2 }, []],
  ] as const)('with %o: %j', (change, expected) => {
    expect(kindsOf([member('a')], [member('a', change)])).toEqual(expected)
  })

  it('names who joined where they stand, and who left at the end', () => {
    expect(
      kindsOf([member('gone'), member('a')], [member('new'), member('a'), member('newer')]),
    ).toEqual(['joined new', 'joined newer', 'left gone'])
  })
})
