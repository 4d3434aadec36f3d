export type Direction = 'up' | 'down' | 'level' | 'none'

/** How a figure moved, as it is shown: a move that rounds to nothing is level. `null` has nothing to compare with. */
export function changeOf(
  now: number | null | undefined,
  before: number | null | undefined,
  { scale = 1, digits }: { scale?: number; digits: number },
): { direction: Direction; amount: string } {
  if (now === null || now === undefined || before === null || before === undefined)
    return { direction: 'none', amount: '' }
  const amount = Math.abs((now - before) * scale).toFixed(digits)
  if (Number(amount) === 0) return { direction: 'level', amount }
  return { direction: now > before ? 'up' : 'down', amount }
}

export const directionGlyphs: Readonly<Record<Direction, string>> = {
  up: '▲',
  down: '▼',
  level: '–',
  none: '',
}
