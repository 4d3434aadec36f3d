import type { AmountUnit } from '@banyan/ui/amounts'

const places = { yuan: 2, wan: 6, yi: 10 } as const

/** A number as typed: whole as it stands, or an amount of the unit in whole fen; null when it is neither. */
export function readNumber(text: string, unit: AmountUnit | null): number | null {
  const [, whole, part = ''] =
    /^(\d{1,12})(?:\.(\d{1,10}))?$/.exec(text.replace(/[,，\s]/g, '')) ?? []
  if (whole === undefined) return null
  const digits = unit === null ? 0 : places[unit]
  if (part.length > digits) return null
  const value = Number(BigInt(whole + part.padEnd(digits, '0')))
  return Number.isSafeInteger(value) ? value : null
}

/** The reverse of `readNumber`: no more decimals than it has. */
export function writeNumber(value: unknown, unit: AmountUnit | null): string {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0) return ''
  if (unit === null) return String(value)
  const digits = places[unit]
  const text = String(value).padStart(digits + 1, '0')
  return `${text.slice(0, -digits)}.${text.slice(-digits)}`.replace(/\.?0+$/, '')
}
