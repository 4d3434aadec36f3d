import { at, type Random } from './random.ts'

/** A direct share between two members, by their places; percent has two decimals. */
export interface Share {
  holder: number
  held: number
  percent: number
}

export interface GroupShape {
  size: number
  shares: Share[]
}

/** How many of 2,400 stand at each depth: the lowest are nine levels below the root. */
const bigLevels = [1, 14, 70, 210, 400, 520, 510, 380, 215, 80]
export const bigDepth = bigLevels.length - 1

/** The levels of the big group, scaled so that each keeps at least one member. */
function levelsOf(size: number): number[] {
  const whole = bigLevels.reduce((sum, count) => sum + count, 0)
  const levels = bigLevels.map((count) => Math.max(1, Math.floor((count * size) / whole)))
  const left = size - levels.reduce((sum, count) => sum + count, 0)
  return levels.map((count, depth) => (depth === 5 ? count + left : count))
}

export function bigShape(random: Random, size: number): GroupShape {
  const shares: Share[] = []
  let above: number[] = [0]
  let placed = 1
  for (const count of levelsOf(size).slice(1)) {
    const level = Array.from({ length: count }, (_, index) => placed + index)
    for (const held of level) shares.push(...sharesOf(random, held, random.pick(above), placed))
    placed += count
    above = level
  }
  return { size, shares }
}

/** A tree that grows where it last grew, at most five levels deep. */
export function ordinaryShape(random: Random, size: number): GroupShape {
  const shares: Share[] = []
  const depths = [0]
  for (let held = 1; held < size; held++) {
    let holder = Math.floor(held * Math.sqrt(random.next()))
    while (at(depths, holder) > 3) holder = Math.floor(holder / 2)
    depths.push(at(depths, holder) + 1)
    shares.push(...sharesOf(random, held, holder, held))
  }
  return { size, shares }
}

/** As an ordinary tree, with shares that lead back up: a pair, and a ring of three with the root. */
export function crossHoldingShape(random: Random, size: number): GroupShape {
  const chain: Share[] = [
    { holder: 0, held: 1, percent: 70 },
    { holder: 1, held: 2, percent: 60 },
    { holder: 2, held: 3, percent: 55 },
  ]
  const rest = ordinaryShape(random, size).shares.filter(({ held }) => held > 3)
  const back: Share[] = [
    { holder: 2, held: 1, percent: 12 },
    { holder: 3, held: 0, percent: 8.5 },
  ]
  return { size, shares: [...chain, ...rest, ...back] }
}

/** The largest share, and sometimes a smaller one of another earlier member. */
function sharesOf(random: Random, held: number, holder: number, earlier: number): Share[] {
  const percent = random.weighted([
    [() => 100, 40],
    [() => random.whole(5100, 9900) / 100, 45],
    [() => random.whole(3000, 5000) / 100, 15],
  ])()
  const shares = [{ holder, held, percent }]
  const left = Math.min(100 - percent, percent - 1)
  const other = Math.floor(random.next() * earlier)
  if (left > 5 && other !== holder && random.chance(0.35)) {
    shares.push({ holder: other, held, percent: random.whole(200, Math.floor(left * 100)) / 100 })
  }
  return shares
}
