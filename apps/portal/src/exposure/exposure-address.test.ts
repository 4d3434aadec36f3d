import { describe, expect, it } from 'vitest'
import { exposureFile, readExposureAddress } from './use-exposure-address.ts'

describe('the address of the concentration page', () => {
  it('says what is asked for, and leaves out what it does not know', () => {
    expect(
      readExposureAddress({
        kind: 'customer',
        sort: 'room',
        day: '2026-10-31',
        over: '1',
        find: '华',
      }),
    ).toEqual({
      open: undefined,
      filter: { kind: 'customer', sort: 'room', day: '2026-10-31', isOver: true, text: '华' },
    })
    expect(readExposureAddress({ kind: 'nobody', sort: '1', day: '2026-02-30', open: '' })).toEqual(
      {
        open: undefined,
        filter: { kind: 'group', sort: 'total' },
      },
    )
  })

  it('names a file that holds what the page shows', () => {
    const address = readExposureAddress({ kind: 'control', large: '1', find: '甲 乙', open: 'x' })
    expect(exposureFile(address, 'xlsx')).toBe(
      '/api/exposure/largest?kind=control&sort=total&format=xlsx&large=1&find=%E7%94%B2+%E4%B9%99',
    )
  })
})
