import { describe, expect, it } from 'vitest'
import { money } from '../../money.ts'
import { parseRate } from '../../rate.ts'
import type { GraphRelation } from '../graph-relation.ts'
import { connectedCustomers } from './connected-customers.ts'
import type { DerivedSet } from './derived-set.ts'
import { groupCustomers } from './group-customers.ts'

const kinds = {
  '>': 'ownership',
  '=': 'control',
  '~': 'concerted-action',
  '&': 'family',
  '@': 'officer',
  $: 'trade',
  '^': 'guarantee',
  '%': 'same-source',
} as const

/** `'P>A 60'`: holds; `=` controls by agreement, `~` in concert, `&` family, `@` officer, `$` depends on, `^` guarantees. */
function relationsOf(...texts: string[]): GraphRelation[] {
  return texts.map((text, index) => {
    const [, from = '', sign = '>', to = '', number, role] =
      /^(\w+)([>=~&@$^%])(\w+)(?: ([\d.]+))?(?: ([a-z-]+))?$/.exec(text) ?? []
    const kind = kinds[sign as keyof typeof kinds]
    return {
      id: `r${index}`,
      kind,
      from,
      to,
      role: (role as GraphRelation['role']) ?? null,
      percent: kind === 'ownership' && number ? parseRate(number) : null,
      dependencePercent: kind === 'trade' && number ? parseRate(number) : null,
      amount: kind === 'guarantee' && number ? money(Number(number)) : null,
    }
  })
}

/** Persons are called p1, p2 …; companies by capital letters. */
const isPerson = (id: string) => id.startsWith('p')

function outline(sets: readonly DerivedSet[]): string[] {
  return sets.map(
    ({ rule, head, members, needsAssessment }) =>
      `${rule} ${head.join('+')}: ${members.join(' ')}${needsAssessment ? ' ?' : ''}`,
  )
}

const groups = (...texts: string[]) => outline(groupCustomers(relationsOf(...texts), { isPerson }))

describe('group customers of 2010', () => {
  it('puts together what one party controls, not what it merely owns', () => {
    expect(groups('G>A 51', 'A>B 60', 'G>C 50', 'G=D')).toEqual(['control G: A B D G'])
  })

  it('counts a person and one company as no group', () => {
    expect(groups('p1>A 60')).toEqual([])
    expect(groups('p1>A 60', 'p1>B 60')).toEqual(['control p1: A B p1'])
  })

  it('joins the companies of close family, and those it controls only together', () => {
    expect(groups('p1>A 60', 'p2>B 60', 'p1&p2 spouse')).toEqual(['control p1+p2: A B p1 p2'])
    expect(groups('p1>A 30', 'p2>A 30', 'p1>B 30', 'p2>B 30', 'p1&p2 sibling')).toEqual([
      'control p1+p2: A B p1 p2',
    ])
    expect(groups('p1>A 60', 'p2>B 60', 'p1&p2 in-law')).toEqual([])
  })

  it('adds the company whose key manager or main investor controls another', () => {
    expect(groups('p1>A 60', 'p1@X legal-representative')).toEqual(['control p1: A X p1'])
    expect(groups('p1>A 60', 'p1>X 20')).toEqual(['control p1: A X p1'])
    expect(groups('p1>A 60', 'p1>X 19.999999')).toEqual([])
    expect(groups('p1>A 60', 'p1@X supervisor')).toEqual([])
    expect(groups('p1>A 60', 'p2@X executive', 'p1&p2 spouse')).toEqual(['control p1: A X p1 p2'])
  })

  it('does not make one group of a large one and its manager’s own company', () => {
    expect(groups('G>X 60', 'G>Y 60', 'p1@X director', 'p1>A 60')).toEqual([
      'control p1: A X p1',
      'control G: G X Y',
    ])
  })

  it('shows what several control jointly in the set of each', () => {
    expect(groups('G>A 60', 'H>B 60', 'G>J 30', 'H>J 30', 'G~H')).toEqual([
      'control G: A G J',
      'control H: B H J',
    ])
  })

  it('gives the edges a set rests on', () => {
    const [set] = groupCustomers(relationsOf('p1>A 60', 'A>B 51', 'p1&p2 spouse', 'p2@X'), {
      isPerson,
    })
    expect(set?.reasons).toEqual([
      { kind: 'control', from: 'A', to: 'B', share: 51_000_000, relationIds: ['r1'] },
      { kind: 'control', from: 'p1', to: 'A', share: 60_000_000, relationIds: ['r0'] },
      { kind: 'family', from: 'p1', to: 'p2', share: null, relationIds: ['r2'] },
      { kind: 'key-person', from: 'p2', to: 'X', share: null, relationIds: ['r3'] },
    ])
  })

  it('tells what is controlled jointly from what follows from it', () => {
    const texts = ['G>J 30', 'H>J 30', 'G~H', 'J>L 60', 'G>K 60', 'K>J 5']
    const sets = groupCustomers(relationsOf(...texts), { isPerson })
    const kindsOf = (head: string) =>
      sets
        .find((set) => set.head[0] === head)
        ?.reasons.map(({ kind, from, to }) => `${from}${to} ${kind}`)
    expect(kindsOf('G')).toEqual([
      'GK control',
      'JL control',
      'GJ joint-control',
      'KJ joint-control',
    ])
    expect(kindsOf('H')).toEqual(['JL control', 'HJ joint-control'])
  })

  it('keeps guarantees and trade out', () => {
    expect(groups('A^B 100', 'A$B 90 income')).toEqual([])
  })
})

describe('connected customers of 2018', () => {
  const connected = (facts: Parameters<typeof connectedCustomers>[1], ...texts: string[]) =>
    outline(connectedCustomers(relationsOf(...texts), facts))

  it('keeps control and dependence apart and proposes the two together for assessment', () => {
    expect(connected({}, 'A>B 60', 'C$B 50 income', 'X$Y 80 spending')).toEqual([
      'combined A+B: A B C ?',
      'control A: A B',
      'dependence B: B C',
      'dependence Y: X Y',
    ])
  })

  it.each([
    ['B$A 50 income', ['dependence A: A B']],
    ['B$A 49.999999 income', []],
    ['B$A', []],
    ['A%B repayment', ['dependence : A B']],
    ['p1&p2 spouse', []],
    ['B$B 90', []],
  ])('reads %s', (relation, sets) => {
    expect(connected({}, relation)).toEqual(sets)
  })

  it('takes a guarantee that could not be honoured, several for one borrower together', () => {
    const netAssetsOf = (id: string) => (id === 'A' ? money(100) : null)
    expect(connected({ netAssetsOf }, 'A^B 60', 'A^B 40')).toEqual([])
    expect(connected({ netAssetsOf }, 'A^B 60', 'A^B 41')).toEqual(['dependence B: A B'])
    expect(connected({ netAssetsOf }, 'C^B 1000')).toEqual([])
    expect(connected({}, 'A^B 1000')).toEqual([])
  })

  it('examines dependence only above 5 % of tier-1 capital, of either of the two', () => {
    const above = (exposure: number) => ({
      exposureOf: (id: string) => money(id === 'A' ? exposure : 0),
      tierOneCapital: money(2000),
    })
    expect(connected(above(100), 'A$B 60', 'C>D 60')).toEqual(['control C: C D'])
    expect(connected(above(101), 'A$B 60')).toEqual(['dependence B: A B'])
    expect(connected(above(101), 'B$A 60')).toEqual(['dependence A: A B'])
  })

  it('lets a customer stand in two sets', () => {
    expect(connected({}, 'G>J 30', 'H>J 30', 'G~H', 'G>A 60', 'H>B 60')).toEqual([
      'control G: A G J',
      'control H: B H J',
    ])
  })

  it('says which edges make the dependence', () => {
    const [set] = connectedCustomers(
      relationsOf('B$A 60 spending', 'B$A 70 income', 'B$A 80 income'),
    )
    expect(set?.reasons).toEqual([
      { kind: 'trade-income', from: 'B', to: 'A', share: 80_000_000, relationIds: ['r1', 'r2'] },
      { kind: 'trade-spending', from: 'B', to: 'A', share: 60_000_000, relationIds: ['r0'] },
    ])
  })
})
