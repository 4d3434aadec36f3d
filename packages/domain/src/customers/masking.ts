/** `text` with its first `start` and last `end` characters; all stars when nothing would be hidden between. */
function maskMiddle(text: string, start: number, end: number): string {
  const characters = [...text]
  const hidden = characters.length - start - end
  if (hidden <= 0) return '*'.repeat(characters.length)
  return [...characters.slice(0, start), '*'.repeat(hidden), ...characters.slice(-end)].join('')
}

/** First and last four: `1101**********002X`. */
export function maskIdentityNumber(number: string): string {
  return maskMiddle(number, 4, 4)
}

/** First three and last four: `138****5678`. */
export function maskMobile(mobile: string): string {
  return maskMiddle(mobile, 3, 4)
}

/** First and last four. */
export function maskCard(card: string): string {
  return maskMiddle(card, 4, 4)
}

/** A person's name by its first character: `张**`. Companies' names are public and stay. */
export function maskName(name: string): string {
  const [first, ...rest] = [...name]
  if (first === undefined) return ''
  return rest.length === 0 ? '*' : first + '*'.repeat(rest.length)
}

/** 省, 市 and 区/县, each at most once and short; an estate (小区, 园区) is no district. */
const district =
  /^(?:[^省市区县]{2,6}(?:省|自治区))?(?:[^省市区县]{1,8}(?:市|自治州|地区|盟))?(?:[^省市区县]{1,8}(?:(?<![小社园校厂库景矿])区|县|市|旗)(?![前城路街道巷里]))?/u

/** An address down to its district, the rest four stars whatever its length. */
export function maskAddress(address: string): string {
  if (address === '') return ''
  return `${district.exec(address)?.[0] ?? ''}****`
}

/** First character and domain: `z****@example.com`. Text without an @ is hidden whole. */
export function maskEmail(email: string): string {
  const at = email.lastIndexOf('@')
  if (at < 1) return '*'.repeat(email.length)
  return maskName(email.slice(0, at)) + email.slice(at)
}
