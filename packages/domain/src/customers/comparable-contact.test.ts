import { describe, expect, it } from 'vitest'
import { comparableAddress, comparableEmail } from './comparable-contact.ts'

describe('comparing addresses', () => {
  it.each([
    ['江苏省南京市鼓楼区中山路１号', '江苏省南京市鼓楼区 中山路1号'],
    ['南京市江宁区科学园 A-3 幢', '南京市江宁区科学园a3幢'],
    ['南京市江宁区（科学园）8号', '南京市江宁区科学园8号'],
  ])('takes %s and %s for one place', (one, other) => {
    expect(comparableAddress(one)).toBe(comparableAddress(other))
    expect(comparableAddress(one)).not.toBe('')
  })

  it('keeps house numbers apart', () => {
    expect(comparableAddress('南京市鼓楼区中山路1号')).not.toBe(
      comparableAddress('南京市鼓楼区中山路11号'),
    )
  })

  it.each(['', '南京市', '鼓楼区 -'])('says nothing of %s, which is too vague', (address) => {
    expect(comparableAddress(address)).toBe('')
  })
})

describe('comparing e-mail addresses', () => {
  it('takes no notice of case, outer space and full-width forms', () => {
    expect(comparableEmail(' Chen＠Example.com ')).toBe('chen@example.com')
  })

  it('says nothing of text that is no address', () => {
    expect(comparableEmail('none')).toBe('')
  })
})
