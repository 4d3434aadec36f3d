import { type Money, money, zero } from '../../money.ts'
import type { PartAmounts } from './loan-state.ts'

export function noParts(): PartAmounts {
  return { fee: zero, penalty: zero, compound: zero, interest: zero, principal: zero }
}

export function sumOfParts(parts: PartAmounts): Money {
  const { fee, penalty, compound, interest, principal } = parts
  return money(fee + penalty + compound + interest + principal)
}

export function addParts(a: PartAmounts, b: PartAmounts): PartAmounts {
  return {
    fee: money(a.fee + b.fee),
    penalty: money(a.penalty + b.penalty),
    compound: money(a.compound + b.compound),
    interest: money(a.interest + b.interest),
    principal: money(a.principal + b.principal),
  }
}
