const decimal = /^([+-]?)(\d{1,30})(?:\.(\d{1,30}))?(?:[eE]([+-]?\d{1,2}))?$/

interface Scaled {
  digits: bigint
  scale: number
}

function read(text: string): Scaled | null {
  const match = decimal.exec(text)
  if (!match) return null
  const [, sign, whole = '', decimals = '', exponent = '0'] = match
  const scale = decimals.length - Number(exponent)
  if (Math.abs(scale) > 40) return null
  const digits = BigInt(whole + decimals) * 10n ** BigInt(Math.max(0, -scale))
  return { digits: sign === '-' ? -digits : digits, scale: Math.max(0, scale) }
}

function write({ digits, scale }: Scaled): string {
  const all = String(digits < 0n ? -digits : digits).padStart(scale + 1, '0')
  const whole = all.slice(0, all.length - scale)
  const decimals = all.slice(all.length - scale).replace(/0+$/, '')
  return `${digits < 0n ? '-' : ''}${whole}${decimals === '' ? '' : `.${decimals}`}`
}

/** Rounded half away from zero to `decimals` places. */
function round({ digits, scale }: Scaled, decimals: number): Scaled {
  if (scale <= decimals) return { digits, scale }
  const divisor = 10n ** BigInt(scale - decimals)
  const half = digits < 0n ? -(divisor / 2n) : divisor / 2n
  return { digits: (digits + half) / divisor, scale: decimals }
}

/**
 * Decimal text times a decimal factor, exact, then rounded half up where `decimals` is given. Powers of ten
 * (3e+05) are taken at their word here, since a mapping asks for arithmetic only where it knows the file.
 * Text that is no plain number comes back as it is, for the reader of the cell to refuse.
 */
export function scaledText(text: string, times: string, decimals?: number): string {
  const value = read(text)
  const factor = read(times)
  if (!value || !factor) return text
  const product = { digits: value.digits * factor.digits, scale: value.scale + factor.scale }
  return write(decimals === undefined ? product : round(product, decimals))
}
