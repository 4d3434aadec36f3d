import { describe, expect, it } from 'vitest'
import { AnswerCache } from './answer-cache.ts'

const bytes = (length: number) => new Uint8Array(length)

describe('answers in memory', () => {
  it('gives up the one asked for longest ago', () => {
    const cache = new AnswerCache(40)
    for (const key of ['a', 'b', 'c', 'd']) cache.set(key, bytes(10))
    cache.get('a')

    cache.set('e', bytes(10))

    expect(['a', 'b', 'c', 'd', 'e'].filter((key) => cache.get(key))).toEqual(['a', 'c', 'd', 'e'])
  })

  it('counts an answer once that is given anew', () => {
    const cache = new AnswerCache(40)
    for (let i = 0; i < 9; i++) cache.set('a', bytes(10))
    for (const key of ['b', 'c', 'd']) cache.set(key, bytes(10))

    expect(['a', 'b', 'c', 'd'].every((key) => cache.get(key))).toBe(true)
  })

  it('does not keep what would push out most others', () => {
    const cache = new AnswerCache(40)
    cache.set('a', bytes(10))

    cache.set('b', bytes(11))

    expect([cache.get('a')?.length, cache.get('b')]).toEqual([10, undefined])
  })
})
