import { describe, expect, it } from 'vitest'
import { isStorableText, requireStorable, unstorableAt } from './storable-text.ts'

describe('storable text', () => {
  it.each(['', '陆家嘴', 'a\tb\r\n', '\u202e\u200f', '👩‍💼', '𠮷野家', '\ufffd', '\uffff'])(
    'is %j',
    (text) => expect(isStorableText(text)).toBe(true),
  )
  it.each(['\0', 'a\0b', '\ud800', 'a\udfff', '\udfff\ud800'])('is not %j', (text) =>
    expect(isStorableText(text)).toBe(false),
  )
})

describe('an input', () => {
  it.each([
    ['a'],
    [{ a: ['b', { c: 1, d: null, e: undefined }] }],
    [JSON.parse('{"__proto__":{"a":"b"}}')],
    [new Date(0)],
  ])('is storable: %j', (input) => expect(unstorableAt(input)).toBeNull())

  it.each([
    ['\0', []],
    [{ a: { b: ['x', 'y\0'] } }, ['a', 'b', 1]],
    [{ a: { 'k\ud800': 1 } }, ['a', 'k\ud800']],
    [JSON.parse(String.raw`{"__proto__":{"a":"\u0000"}}`), ['__proto__', 'a']],
  ])('names the place: %j', (input, path) => expect(unstorableAt(input)).toEqual(path))

  it('is looked through however deep it is', () => {
    let input: unknown = '\0'
    for (let depth = 0; depth < 100_000; depth++) input = [input]

    expect(unstorableAt(input)).toHaveLength(100_000)
  })

  it('is refused with the reason that forms have words for', () => {
    expect(() => requireStorable({ name: 'a\0' })).toThrow('control-character')
    expect(() => requireStorable({ name: 'a' })).not.toThrow()
  })
})
