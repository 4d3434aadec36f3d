import { describe, expect, it } from 'vitest'
import { readSearch } from './query.ts'

describe('reading a search box', () => {
  it.each([
    ['', 'nothing', ''],
    [' \u200b ', 'nothing', ''],
    ['c0000012', 'customer-number', 'C0000012'],
    ['Ｃ０００００１２', 'customer-number', 'C0000012'],
    ['G00031', 'group-number', 'G00031'],
    ['91350100m000100y43', 'credit-code', '91350100M000100Y43'],
    ['914403001922038216', 'credit-code', '914403001922038216'],
    ['11010519491231002x', 'identity-number', '11010519491231002X'],
    ['110105 19491231 0021', 'identity-number', '110105194912310021'],
    ['110105491231002', 'identity-number', '11010519491231002X'],
    ['932682198501010017', 'identity-number', '932682198501010017'],
    ['HWUPKR0MPOU8FGXBT394', 'lei', 'HWUPKR0MPOU8FGXBT394'],
    ['+86 138 0013 8000', 'mobile', '13800138000'],
    ['002x', 'last-four', '002X'],
    ['5702', 'last-four', '5702'],
    ['jhkg', 'pinyin', 'jhkg'],
    ["Xi'an", 'pinyin', 'xian'],
    ['Zhang San', 'pinyin', 'zhangsan'],
    ['京海', 'name', '京海'],
    ['京泰（集团）', 'name', '京泰(集团)'],
    ['Windpark 2', 'name', 'windpark2'],
    ['57', 'name', '57'],
    ['BG00001', 'name', 'bg00001'],
  ])('takes %j for a %s', (text, kind, value) => {
    expect(readSearch(text)).toMatchObject({ kind, value })
  })

  it('keeps what was typed for external ids, and the letters as a name', () => {
    expect(readSearch(' Allianz SE ')).toEqual({
      kind: 'pinyin',
      value: 'allianzse',
      name: 'allianzse',
      text: 'Allianz SE',
    })
  })

  it('cuts a pasted page', () => {
    const start = process.threadCpuUsage()
    expect(readSearch('京'.repeat(1_000_000)).name).toHaveLength(120)
    expect(process.threadCpuUsage(start).user / 1000).toBeLessThan(100)
  })
})
