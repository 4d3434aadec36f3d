import { describe, expect, it } from 'vitest'
import { tidyText } from './customer-name.ts'

describe('keeping a name', () => {
  it.each([
    ['  Allianz \t SE ', 'Allianz SE'],
    ['京泰（集团）\u0000', '京泰（集团）'],
    ['张\u200b三\u202e', '张三'],
    ['𠮷田　太郎', '𠮷田 太郎'],
    ['阿卜杜拉·买买提', '阿卜杜拉·买买提'],
    [' \n ', ''],
  ])('%j becomes %j', (name, kept) => {
    expect(tidyText(name)).toBe(kept)
  })
})
