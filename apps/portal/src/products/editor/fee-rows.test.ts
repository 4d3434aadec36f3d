import { ServicingFee } from '@banyan/domain/loans/servicing-terms'
import { describe, expect, it } from 'vitest'
import { feeRows, newFee, withFee } from './fee-rows.ts'

const service = {
  code: 'service',
  name: '服务费',
  payee: '贷款人',
  charged: 'at-drawdown',
  basis: { kind: 'share', share: 500_000 },
}

describe('fees as they are typed', () => {
  it('come back as the fees they were', () => {
    expect(withFee(feeRows([service]), 0, 'name', '服务费')).toEqual([service])
  })

  it('begin empty under a code of their own', () => {
    const [, added] = newFee(feeRows([{ ...service, code: 'fee-2' }]), '贷款人')
    expect(added).toMatchObject({ code: 'fee-3', payee: '贷款人' })
    expect(ServicingFee.safeParse(added).success).toBe(false)
    const rows = feeRows([added])
    const whole = withFee(feeRows(withFee(rows, 0, 'name', '评估费')), 0, 'value', 300_000)
    expect(ServicingFee.safeParse(whole[0]).success).toBe(true)
  })

  it('lose their figure with another basis, and themselves when removed', () => {
    const [fixed] = withFee(feeRows([service]), 0, 'basis', 'amount')
    expect(fixed).toMatchObject({ basis: { kind: 'amount', amount: null } })
    expect(withFee(feeRows([service, service]), 0, 'removed', true)).toEqual([service])
  })

  it('are none where there is nothing to read', () => {
    expect(feeRows(undefined)).toEqual([])
    expect(feeRows([null])).toMatchObject([{ code: '', value: null }])
  })
})
