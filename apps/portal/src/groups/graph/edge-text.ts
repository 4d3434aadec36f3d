import { amountUnitName, formatAmount, type AmountUnit } from '@banyan/ui/amounts'
import type { Locale } from '@banyan/ui/locale'
import type { PictureEdge, PictureNode } from './picture.ts'
import type { GraphWords } from './words.ts'

export interface EdgeReading {
  readonly words: GraphWords
  readonly kinds: Readonly<Record<PictureEdge['kind'], string>>
  readonly unit: AmountUnit
  readonly locale: Locale
}

/** A share in millionths of a percent as `60%`, with the decimals it has, two at most. */
export function percentText(percent: number): string {
  return `${Number((percent / 1_000_000).toFixed(2))}%`
}

const amountText = (amount: number, { unit, locale }: EdgeReading) =>
  `${formatAmount(amount, unit, 0)} ${amountUnitName(unit, locale)}`

/** What stands on an edge: the direct share, and what it comes to for the one in the middle. */
export function edgeText(
  edge: PictureEdge,
  held: PictureNode | undefined,
  reading: EdgeReading,
): string {
  const { words, kinds } = reading
  if (edge.look === 'guarantee') {
    return edge.amount === null
      ? kinds[edge.kind]
      : words.guarantee(amountText(edge.amount, reading))
  }
  if (edge.look !== 'ownership') return kinds[edge.kind]
  const closing = edge.isClosing ? '↺ ' : ''
  if (edge.percent === null) return closing + words.unknown
  const direct = closing + words.direct(percentText(edge.percent))
  const through = held?.through ?? null
  return through === null || through === edge.percent || edge.isClosing
    ? direct
    : `${direct} · ${words.through(percentText(through))}`
}

/** An edge as a sentence: `华拓控股 持股 华拓精密 60%`. */
export function edgeSentence(
  edge: Pick<PictureEdge, 'kind' | 'percent' | 'amount'>,
  [from, to]: readonly [string, string],
  reading: EdgeReading,
): string {
  const size = sizeText(edge, reading)
  return `${from} ${reading.kinds[edge.kind]} ${to}${size ? ` ${size}` : ''}`
}

export function sizeText(
  { percent, amount }: Pick<PictureEdge, 'percent' | 'amount'>,
  reading: EdgeReading,
): string {
  if (percent !== null) return percentText(percent)
  return amount === null ? '' : amountText(amount, reading)
}
