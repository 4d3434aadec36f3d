/** A customer's number: never changed, never used again. */
export function customerNumber(serial: number): string {
  if (!Number.isSafeInteger(serial) || serial < 1)
    throw new RangeError(`not a serial number: ${serial}`)
  return `C${String(serial).padStart(7, '0')}`
}

export function isCustomerNumber(text: string): boolean {
  return /^C\d{7,12}$/.test(text)
}

/** The label of one version of a customer's file: `C0000001-V02`. Versions begin at 1 and only rise. */
export function fileVersion(number: string, version: number): string {
  if (!isCustomerNumber(number)) throw new RangeError(`not a customer number: ${number}`)
  if (!Number.isSafeInteger(version) || version < 1)
    throw new RangeError(`not a version: ${version}`)
  return `${number}-V${String(version).padStart(2, '0')}`
}

/** The parts of a version label, or null. */
export function readFileVersion(label: string): { number: string; version: number } | null {
  const match = /^(C\d{7,12})-V(\d{2,6})$/.exec(label)
  const version = Number(match?.[2])
  return match?.[1] && version >= 1 ? { number: match[1], version } : null
}
