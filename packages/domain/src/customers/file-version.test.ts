import { describe, expect, it } from 'vitest'
import { customerNumber, fileVersion, isCustomerNumber, readFileVersion } from './file-version.ts'

describe('numbering a customer file', () => {
  it('pads the serial and grows beyond seven digits', () => {
    expect(customerNumber(1)).toBe('C0000001')
    expect(customerNumber(12_345_678)).toBe('C12345678')
    expect(isCustomerNumber('C12345678')).toBe(true)
    expect(isCustomerNumber('C123456')).toBe(false)
  })

  it('labels a version and reads it back', () => {
    expect(fileVersion('C0000001', 2)).toBe('C0000001-V02')
    expect(fileVersion('C0000001', 120)).toBe('C0000001-V120')
    expect(readFileVersion('C0000001-V02')).toEqual({ number: 'C0000001', version: 2 })
  })

  it.each(['C0000001', 'C0000001-V00', 'C0000001-V2', 'X0000001-V02'])(
    'does not read %s',
    (label) => {
      expect(readFileVersion(label)).toBeNull()
    },
  )

  it('refuses serials and versions below one', () => {
    expect(() => customerNumber(0)).toThrow(RangeError)
    expect(() => fileVersion('C0000001', 0)).toThrow(RangeError)
    expect(() => fileVersion('0000001', 1)).toThrow(RangeError)
  })
})
