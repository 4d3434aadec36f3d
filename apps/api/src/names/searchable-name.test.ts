import { describe, expect, it } from 'vitest'
import { foldedName, searchableName } from './searchable-name.ts'

describe('a name as it is searched', () => {
  it.each([
    ['臺灣積體電路', '台湾积体电路'],
    ['華拓（集團）', '华拓(集团)'],
    ['𠮷田　Ｃｏ', '𠮷田co'],
    ['张三', '张三'],
    ['Allianz SE', 'allianzse'],
  ])('%s is %s', (name, folded) => {
    expect(foldedName(name)).toBe(folded)
  })

  it('folds a part of a name to the same part of the folded name', () => {
    const name = '後藤髮業頭面麵館裏里瞭了'
    const whole = [...foldedName(name)]
    for (const [at, character] of [...name].entries()) {
      expect(foldedName(character)).toBe(whole[at])
    }
  })

  it('has the same parts in both scripts', () => {
    expect(searchableName('華拓集團').grams).toEqual(searchableName('华拓集团').grams)
  })
})
