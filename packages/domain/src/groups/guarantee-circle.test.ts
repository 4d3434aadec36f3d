import { describe, expect, it } from 'vitest'
import { guaranteeCircles } from './guarantee-circle.ts'
import type { Guarantee } from './guarantee-circle.ts'

function guaranteesOf(...texts: string[]): Guarantee[] {
  return texts.map((text) => {
    const [guarantor = '', borrower = ''] = text.split('>')
    return { guarantor, borrower }
  })
}

describe('finding guarantee circles', () => {
  it('sees two rings that share members as one', () => {
    const found = guaranteeCircles(guaranteesOf('a>b', 'b>c', 'c>a', 'c>d', 'd>e', 'e>a'))
    expect(found).toEqual({
      mutual: [],
      rings: [['a', 'b', 'c', 'd', 'e']],
      circles: [['a', 'b', 'c', 'd', 'e']],
      longestChain: 1,
    })
  })

  it('tells a mutual pair from the circle around it', () => {
    const found = guaranteeCircles(guaranteesOf('p>q', 'q>p', 'q>r', 's>r'))
    expect(found).toEqual({
      mutual: [['p', 'q']],
      rings: [['p', 'q']],
      circles: [['p', 'q', 'r', 's']],
      longestChain: 2,
    })
  })

  it('knows a chain that is no ring, and leaves two firms and a guarantee of oneself alone', () => {
    const found = guaranteeCircles(guaranteesOf('a>b', 'b>c', 'c>d', 'x>y', 'x>y', 'z>z'))
    expect(found).toEqual({
      mutual: [],
      rings: [],
      circles: [['a', 'b', 'c', 'd']],
      longestChain: 4,
    })
  })

  it('finds nothing in nothing', () => {
    expect(guaranteeCircles([])).toEqual({ mutual: [], rings: [], circles: [], longestChain: 0 })
  })

  it('follows a chain of 50,000', () => {
    const chain = Array.from({ length: 50_000 }, (_, place) => ({
      guarantor: `f${place}`,
      borrower: `f${place + 1}`,
    }))
    expect(guaranteeCircles(chain).longestChain).toBe(50_001)
  })
})
