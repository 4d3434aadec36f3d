import { storedChoice } from './stored-choice.ts'

export const amountUnits = ['yuan', 'wan', 'yi'] as const
export type AmountUnit = (typeof amountUnits)[number]

const fenPerUnit = { yuan: 100n, wan: 1_000_000n, yi: 10_000_000_000n } as const
const choice = storedChoice('banyan-amount-unit', amountUnits, 'wan')

/** The unit in which this user reads amounts, the same on every screen. */
export function useAmountUnit() {
  return { amountUnit: choice.value, chooseAmountUnit: choice.choose }
}

export function amountUnitName(unit: AmountUnit, locale: 'zh' | 'en'): string {
  const names = {
    zh: { yuan: '元', wan: '万元', yi: '亿元' },
    en: { yuan: 'CNY', wan: 'CNY 10k', yi: 'CNY 100m' },
  }
  return names[locale][unit]
}

/**
 * Whole fen in a unit, with thousands separators and `digits` decimals (two unless told), halves away from
 * zero. Zero is `–`, a minus is `−`, and an amount that is not zero never reads as one that is.
 */
export function formatAmount(fen: number | null | undefined, unit: AmountUnit, digits = 2): string {
  if (fen === null || fen === undefined || fen === 0) return '–'
  const scale = 10n ** BigInt(digits)
  const size = BigInt(Math.abs(fen))
  const perUnit = fenPerUnit[unit]
  const rounded = (size * scale * 2n + perUnit) / (perUnit * 2n)
  const sign = fen < 0 ? '−' : ''
  if (rounded === 0n) return `${sign}<${decimal(1n, digits)}`
  return sign + decimal(rounded, digits)
}

/** The whole figure for a tooltip: `¥1,234,567.89`. */
export function formatFullAmount(fen: number | null | undefined): string {
  if (fen === null || fen === undefined) return '–'
  return `${fen < 0 ? '−' : ''}¥${decimal(BigInt(Math.abs(fen)), 2)}`
}

/** A share such as 0.642 as `64.2%`; nothing as `–`. */
export function formatPercent(share: number | null | undefined, digits = 1): string {
  if (share === null || share === undefined || !Number.isFinite(share)) return '–'
  return `${minusSign((share * 100).toFixed(digits))}%`
}

/** A rate in millionths of a percent as `4.35%`: at least two decimals, and no more than it has. */
export function formatRate(rate: number | null | undefined): string {
  if (rate === null || rate === undefined) return '–'
  const text = decimal(BigInt(Math.abs(rate)), 6).replace(/(\.\d{2}\d*?)0+$/, '$1')
  return `${rate < 0 ? '−' : ''}${text}%`
}

/** A whole number with thousands separators; zero stays `0`, nothing is `–`. */
export function formatCount(count: number | null | undefined): string {
  if (count === null || count === undefined) return '–'
  return (count < 0 ? '−' : '') + grouped(String(Math.abs(count)))
}

function decimal(units: bigint, digits: number): string {
  const text = String(units).padStart(digits + 1, '0')
  const whole = grouped(digits ? text.slice(0, -digits) : text)
  return digits ? `${whole}.${text.slice(-digits)}` : whole
}

function grouped(whole: string): string {
  return whole.replace(/\B(?=(\d{3})+$)/g, ',')
}

function minusSign(text: string): string {
  return /^-0(\.0*)?$/.test(text) ? text.slice(1) : text.replace('-', '−')
}
