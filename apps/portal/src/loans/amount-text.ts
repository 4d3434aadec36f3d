import { type Money, tryParseMoney } from '@banyan/domain/money'

/** An amount as it is typed, in yuan, commas and spaces allowed; null while it is none above zero. */
export function typedAmount(text: string): Money | null {
  const parsed = tryParseMoney(text.replaceAll(/[,，\s]/g, ''))
  return parsed !== null && parsed > 0 ? parsed : null
}
