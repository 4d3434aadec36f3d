import { type Money, money, zero } from '../../money.ts'
import { claimParts } from '../servicing-terms.ts'
import type { PartAmounts } from './loan-state.ts'

export function noParts(): PartAmounts {
  return { fee: zero, penalty: zero, compound: zero, interest: zero, principal: zero }
}

export function sumOfParts(parts: PartAmounts): Money {
  return money(claimParts.reduce((sum, part) => sum + parts[part], 0))
}

export function addParts(a: PartAmounts, b: PartAmounts): PartAmounts {
  const sum = noParts()
  for (const part of claimParts) sum[part] = money(a[part] + b[part])
  return sum
}
