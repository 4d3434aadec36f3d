import type { Money } from '../money.ts'

const digits = ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖']
const placesOfGroup = ['', '拾', '佰', '仟']
const groups = ['', '万', '亿', '万亿']

/** Four digits, a run of zeros between others read once; '' for 0. */
function groupInCapitals(group: number): string {
  let text = ''
  let hasGap = false
  for (let place = 3; place >= 0; place -= 1) {
    const digit = Math.floor(group / 10 ** place) % 10
    if (digit === 0) {
      hasGap = text !== ''
      continue
    }
    text += `${hasGap ? '零' : ''}${digits[digit]}${placesOfGroup[place]}`
    hasGap = false
  }
  return text
}

function yuanInCapitals(yuan: number): string {
  let text = ''
  let hasGap = false
  for (let at = groups.length - 1; at >= 0; at -= 1) {
    const group = Math.floor(yuan / 10_000 ** at) % 10_000
    if (group === 0) {
      hasGap = text !== ''
      continue
    }
    const gap = text !== '' && (hasGap || group < 1000) ? '零' : ''
    text += `${gap}${groupInCapitals(group)}${at === 3 && Math.floor(yuan / 1e8) % 10_000 > 0 ? '万' : groups[at]}`
    hasGap = false
  }
  return text
}

/**
 * An amount as contracts and bills write it: `壹佰贰拾叁万肆仟伍佰元整`, `壹元零伍分`, `叁角整`
 * (支付结算办法, 附一: 正确填写票据和结算凭证的基本规定). RangeError below zero.
 */
export function amountInCapitals(amount: Money): string {
  if (amount < 0) throw new RangeError(`no amount in capitals below zero: ${amount}`)
  if (amount === 0) return '零元整'
  const whole = yuanInCapitals(Math.floor(amount / 100))
  const jiao = Math.floor(amount / 10) % 10
  const fen = amount % 10
  const yuan = whole === '' ? '' : `${whole}元`
  if (jiao === 0 && fen === 0) return `${yuan}整`
  const tenths = jiao > 0 ? `${digits[jiao]}角` : yuan === '' ? '' : '零'
  return `${yuan}${tenths}${fen > 0 ? `${digits[fen]}分` : '整'}`
}
