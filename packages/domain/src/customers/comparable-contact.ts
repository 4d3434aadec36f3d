/** Shorter than this an address names a town, not a place: half the customers share it. */
const shortestAddress = 6

/**
 * An address in the form in which two are compared: full-width forms folded, no spaces or punctuation, lower
 * case; `''` when it is too short to say where somebody is.
 */
export function comparableAddress(address: string): string {
  const plain = address
    .normalize('NFKC')
    .replace(/[\s\p{P}\p{S}\p{Cf}]/gu, '')
    .toLowerCase()
  return [...plain].length < shortestAddress ? '' : plain
}

/** An e-mail address in the form in which two are compared; `''` without an @. */
export function comparableEmail(email: string): string {
  const plain = email.normalize('NFKC').trim().toLowerCase()
  return plain.includes('@') ? plain : ''
}
