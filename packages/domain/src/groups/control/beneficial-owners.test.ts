import { describe, expect, it } from 'vitest'
import { parseRate } from '../../rate.ts'
import type { GraphRelation } from '../graph-relation.ts'
import { beneficialOwners } from './beneficial-owners.ts'

type Extra = Partial<Omit<GraphRelation, 'from' | 'to'>>

function holds(pair: string, percent: string, extra: Extra = {}): GraphRelation {
  const [from = '', to = ''] = pair.split('>')
  return { kind: 'ownership', from, to, percent: parseRate(percent), ...extra }
}

const isPerson = (id: string) => id.startsWith('p')

function ownersOf(...relations: GraphRelation[]) {
  const { owners, flag } = beneficialOwners({ relations, isPerson }, 'B')
  const outline = owners.map(
    ({ id, by, share, with: others }) =>
      `${id} ${by}${share === null ? '' : ` ${share / 1_000_000}`}${others.map((other) => ` +${other}`).join('')}`,
  )
  return flag === null ? outline : [...outline, flag]
}

describe('beneficial owners', () => {
  it('hold at least a quarter, exactly a quarter included', () => {
    expect(ownersOf(holds('p1>A', '50'), holds('A>B', '50'))).toEqual(['p1 shares 25'])
    expect(ownersOf(holds('p1>A', '49.999999'), holds('A>B', '50'))).toEqual(['nobody'])
  })

  it('are natural persons only', () => {
    expect(ownersOf(holds('p1>A', '30'), holds('A>B', '90'), holds('p2>B', '10'))).toEqual([
      'p1 shares 27',
    ])
  })

  it('share the income, or the votes, where they do not hold a quarter', () => {
    const income = { incomePercent: parseRate('25') }
    const votes = { votingPercent: parseRate('30') }
    expect(
      ownersOf(
        holds('p1>B', '10', income),
        holds('p2>B', '10', votes),
        holds('p3>B', '60'),
        holds('p4>B', '24.999999'),
      ),
    ).toEqual(['p3 shares 60', 'p1 income 25', 'p2 voting 30'])
  })

  it('vote through what they control', () => {
    expect(
      ownersOf(holds('p1>A', '51'), holds('A>B', '40'), holds('p1>B', '1'), holds('p2>B', '59')),
    ).toEqual(['p2 shares 59', 'p1 voting 41'])
  })

  it('control alone by agreement, or jointly in concert', () => {
    expect(
      ownersOf(
        holds('p1>B', '10'),
        { kind: 'control', from: 'p1', to: 'A' },
        {
          kind: 'actual-controller',
          from: 'A',
          to: 'B',
        },
      ),
    ).toEqual(['p1 control'])
    const partners = ['p1', 'p2', 'p3'].map((id) => holds(`${id}>B`, '20'))
    expect(
      ownersOf(
        ...partners,
        { kind: 'concerted-action', from: 'p1', to: 'p2' },
        { kind: 'concerted-action', from: 'p2', to: 'p3' },
      ),
    ).toEqual(['p1 joint-control +p2 +p3', 'p2 joint-control +p1 +p3', 'p3 joint-control +p1 +p2'])
  })

  it('are else whoever runs the company from day to day, and that is said', () => {
    const officer = (from: string, role: GraphRelation['role'] | null): GraphRelation => ({
      kind: 'officer',
      from,
      to: 'B',
      role: role ?? null,
    })
    const small = holds('p9>B', '5')
    expect(
      ownersOf(small, officer('p2', 'legal-representative'), officer('p1', 'chief-executive')),
    ).toEqual(['p1 management', 'management-only'])
    expect(
      ownersOf(small, officer('p2', 'legal-representative'), officer('p1', 'director')),
    ).toEqual(['p2 management', 'management-only'])
    expect(ownersOf(small, officer('p3', null), officer('p4', 'supervisor'))).toEqual([
      'p3 management',
      'management-only',
    ])
    expect(ownersOf(small, officer('p4', 'supervisor'), officer('C', null))).toEqual(['nobody'])
  })

  it('cannot be told inside a closed cycle by shares, and control still counts', () => {
    const ring = [holds('A>B', '100'), holds('B>A', '100')]
    const found = beneficialOwners({ relations: [...ring, holds('p1>A', '10')], isPerson }, 'B')
    expect(found.owners).toEqual([])
    expect(found.warnings).toContainEqual({ code: 'closed-cycle', ids: ['A', 'B'] })
    expect(ownersOf(...ring, { kind: 'actual-controller', from: 'p1', to: 'A' })).toEqual([
      'p1 voting 100',
    ])
  })
})
