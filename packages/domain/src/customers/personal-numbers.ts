const mobile = /^1[3-9]\d{9}$/
const identity = /^\d{17}[\dX]$/
const card = /^\d{16,19}$/
/** Digits as people write them: with spaces or hyphens between, perhaps an X at the end. */
const run = /\d(?:[ -]?\d){9,}(?:[ -]?X)?/g

/**
 * Whether free text holds what looks like a mobile, identity or card number. Such numbers have fields of their own,
 * where they are kept encrypted; text is not.
 */
export function mentionsPersonalNumber(text: string): boolean {
  const plain = text.normalize('NFKC').toUpperCase()
  return [...plain.matchAll(run)].some(([found]) => {
    const digits = found.replace(/[ -]/g, '')
    return [mobile, identity, card].some((form) => form.test(digits))
  })
}
