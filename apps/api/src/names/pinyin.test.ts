import { describe, expect, it } from 'vitest'
import { pinyinOf, typedPinyin } from './pinyin.ts'

describe('how a name sounds', () => {
  it.each([
    ['张伟', 'person', 'zhangwei', 'zw'],
    ['单雄信', 'person', 'shanxiongxin', 'sxx'],
    ['曾国华', 'person', 'zengguohua', 'zgh'],
    ['欧阳明', 'person', 'ouyangming', 'oym'],
    ['吕布', 'person', 'lvbu', 'lb'],
    ['阿依古丽·买买提', 'person', 'ayigulimaimaiti', 'ayglmmt'],
    ['重庆银行股份有限公司', 'company', 'chongqingyinhanggufenyouxiangongsi', 'cqyhgfyxgs'],
    ['HT 海外（开曼）', 'company', 'hthaiwaikaiman', 'hthwkm'],
    ['2号仓储', 'company', '2haocangchu', '2hcc'],
    ['', 'person', '', ''],
  ] as const)('%s as a %s', (name, kind, full, initials) => {
    expect(pinyinOf(name, kind)).toMatchObject({ full, initials })
  })

  it('sorts by sound first, a shorter name before a longer one, and people of one sound by character', () => {
    const names = ['张维民', '李娜', '张炜', '张伟', '阿布', 'Adam Smith', '章卫', '𠮷田']
    const sorted = names.toSorted((a, b) => {
      const [one, other] = [pinyinOf(a, 'person').sort, pinyinOf(b, 'person').sort]
      return Buffer.compare(Buffer.from(one), Buffer.from(other))
    })
    expect(sorted).toEqual(['阿布', 'Adam Smith', '李娜', '张伟', '张炜', '章卫', '张维民', '𠮷田'])
  })

  it('writes what was typed in the letters that are kept', () => {
    expect(typedPinyin("Lü bu'")).toBe('lvbu')
  })
})
