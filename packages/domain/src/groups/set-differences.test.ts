import { describe, expect, it } from 'vitest'
import { type KnownSet, setDifferences } from './set-differences.ts'

const known = (id: string, members: string, change: Partial<KnownSet> = {}): KnownSet => ({
  id,
  root: members.charAt(0),
  members: [...members],
  kept: [],
  left: [],
  refused: [],
  ...change,
})
const found = (members: string) => ({ root: members.charAt(0), members: [...members] })

describe('a new derivation of connected sets', () => {
  it('proposes what is new, what has changed and what is no more, and leaves the rest', () => {
    const differences = setDifferences(
      [known('1', 'abc'), known('2', 'xyz'), known('3', 'pq')],
      [found('abcd'), found('pq'), found('mn')],
    )
    expect(differences).toEqual({
      fresh: [found('mn')],
      changes: [{ id: '1', found: found('abcd'), added: ['d'], removed: [] }],
      ended: ['2'],
      unchanged: 1,
    })
  })

  it('takes the set that shares most for the same one, of equals that of the same root', () => {
    const { changes } = setDifferences([known('1', 'bcx'), known('2', 'abc')], [found('abcd')])
    expect(changes).toEqual([{ id: '2', found: found('abcd'), added: ['d'], removed: [] }])
    const tied = setDifferences([known('1', 'ba'), known('2', 'ab')], [found('ab')])
    expect(tied).toMatchObject({ unchanged: 1, ended: ['1'] })
  })

  it('takes two sets that hardly meet for two', () => {
    const { fresh, ended } = setDifferences([known('1', 'abcdef')], [found('fghijk')])
    expect(fresh).toHaveLength(1)
    expect(ended).toEqual(['1'])
  })

  it('leaves what people added and took out as they decided', () => {
    const set = known('1', 'abz', { kept: ['z'], left: ['c'] })
    expect(setDifferences([set], [found('abc')])).toMatchObject({ changes: [], unchanged: 1 })
    expect(setDifferences([set], [])).toMatchObject({ ended: [], unchanged: 1 })
    expect(setDifferences([set], [found('abcd')]).changes).toMatchObject([
      { added: ['d'], removed: [] },
    ])
  })

  it('does not propose again what was refused', () => {
    const set = known('1', 'ab', { refused: [{ added: ['c'], removed: [] }] })
    expect(setDifferences([set], [found('abc')])).toMatchObject({ changes: [], unchanged: 1 })
    expect(setDifferences([set], [found('abcd')]).changes).toHaveLength(1)
    const ending = known('1', 'ab', { refused: [{ added: [], removed: ['b', 'a'] }] })
    expect(setDifferences([ending], [])).toMatchObject({ ended: [], unchanged: 1 })
  })
})
