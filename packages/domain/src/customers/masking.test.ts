import { describe, expect, it } from 'vitest'
import {
  maskAddress,
  maskCard,
  maskEmail,
  maskIdentityNumber,
  maskMobile,
  maskName,
} from './masking.ts'

describe('masking personal data', () => {
  it.each([
    ['11010519491231002X', '1101**********002X'],
    ['12345678', '********'],
    ['123456789', '1234*6789'],
    ['', ''],
  ])('an identity number %s shows %s', (number, masked) => {
    expect(maskIdentityNumber(number)).toBe(masked)
  })

  it('a mobile shows three and four, a card four and four', () => {
    expect(maskMobile('13800135678')).toBe('138****5678')
    expect(maskCard('6222021001116245702')).toBe('6222***********5702')
  })

  it.each([
    ['张三', '张*'],
    ['张三丰', '张**'],
    ['𠮷田', '𠮷*'],
    ['张', '*'],
    ['', ''],
  ])('a name %s shows %s', (name, masked) => {
    expect(maskName(name)).toBe(masked)
  })

  it.each([
    ['广东省深圳市南山区科技园路1号', '广东省深圳市南山区****'],
    ['北京市朝阳区建国路2号', '北京市朝阳区****'],
    ['内蒙古自治区呼和浩特市新城区3号', '内蒙古自治区呼和浩特市新城区****'],
    ['浙江省杭州市桐庐县县前街4号', '浙江省杭州市桐庐县****'],
    ['阳光小区5号楼301', '****'],
    ['12 Main Street', '****'],
    ['', ''],
  ])('an address %s shows %s', (address, masked) => {
    expect(maskAddress(address)).toBe(masked)
  })

  it('masks a very long address at once', () => {
    const start = process.threadCpuUsage()
    expect(maskAddress('市'.repeat(100_000) + '省'.repeat(100_000)).endsWith('****')).toBe(true)
    expect(process.threadCpuUsage(start).user / 1000).toBeLessThan(100)
  })

  it.each([
    ['zhang@example.com', 'z****@example.com'],
    ['z@example.com', '*@example.com'],
    ['no-at-sign', '**********'],
  ])('an e-mail address %s shows %s', (email, masked) => {
    expect(maskEmail(email)).toBe(masked)
  })
})
