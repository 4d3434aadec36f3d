import { describe, expect, it } from 'vitest'
import { namesBefore } from './names-before.ts'

const names = (name: string) => ({ name, nameEn: name })
const versions = [
  { number: 4, names: names('丁') },
  { number: 3, names: null },
  { number: 2, names: names('乙') },
  { number: 1, names: null },
]

describe('what a product was called before a version', () => {
  it.each([
    ['of the last version before it that named it', 4, names('乙')],
    ['of none where no earlier one named it', 2, null],
    ['of none before the first', 1, null],
    ['of the last that named it where the version is not numbered yet', null, names('丁')],
  ])('is the name %s', (_, version, expected) => {
    expect(namesBefore(versions, version)).toEqual(expected)
  })
})
