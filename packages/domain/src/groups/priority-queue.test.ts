import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PriorityQueue } from './priority-queue.ts'

describe('a priority queue', () => {
  it('gives the highest first, of equals the earlier', () => {
    const queue = new PriorityQueue<string>()
    for (const [entry, priority] of [
      ['b', 1],
      ['a', 2],
      ['c', 1],
      ['d', 2],
    ] as const) {
      queue.add(entry, priority)
    }
    expect([queue.take(), queue.take(), queue.take(), queue.take(), queue.take()]).toEqual([
      'a',
      'd',
      'b',
      'c',
      undefined,
    ])
  })

  it('sorts whatever is put in, also between takes', () => {
    fc.assert(
      fc.property(fc.array(fc.integer()), fc.array(fc.integer()), (first, second) => {
        const queue = new PriorityQueue<number>()
        for (const number of first) queue.add(number, number)
        const highest = first.length > 0 ? Math.max(...first) : undefined
        expect(queue.take()).toBe(highest)
        for (const number of second) queue.add(number, number)
        const rest = first.toSorted((a, b) => b - a).slice(1)
        const taken: number[] = []
        for (let next = queue.take(); next !== undefined; next = queue.take()) taken.push(next)
        expect(taken).toEqual([...rest, ...second].sort((a, b) => b - a))
      }),
    )
  })
})
