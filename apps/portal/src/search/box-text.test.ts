import { describe, expect, it } from 'vitest'
import { highlighted, markedPieces, withPart } from './box-text.ts'

describe('a part of what was typed', () => {
  const text = '华拓 状态:逾期 金额:>500万'

  it.each([
    [{ from: 3, to: 8 }, '华拓 金额:>500万'],
    [{ from: 0, to: 2 }, '状态:逾期 金额:>500万'],
    [{ from: 9, to: 17 }, '华拓 状态:逾期'],
  ])('taken out at %j leaves the rest', (part, left) => {
    expect(withPart(text, part)).toBe(left)
  })

  it('is replaced where it stands', () => {
    expect(withPart('状态:预期 华拓', { from: 0, to: 5 }, '状态:逾期')).toBe('状态:逾期 华拓')
  })
})

describe('a text with marked parts', () => {
  it('is the same text, cut at the parts', () => {
    const pieces = markedPieces('a bad b worse', [
      { from: 8, to: 13 },
      { from: 2, to: 5 },
    ])
    expect(pieces.map(({ text }) => text).join('')).toBe('a bad b worse')
    expect(pieces.map(({ part }) => part)).toEqual([null, 1, null, 0])
  })

  it('marks a name where it holds what was sought', () => {
    expect(highlighted('江苏华拓精密', '华拓')).toEqual([
      { text: '江苏', part: null },
      { text: '华拓', part: 0 },
      { text: '精密', part: null },
    ])
  })

  it('leaves a name whole that does not hold it', () => {
    expect(highlighted('江苏华拓', 'htmy')).toEqual([{ text: '江苏华拓', part: null }])
  })
})
