import { whole } from '../graph-relation.ts'
import { mostExactly, solveExactly, solveNearly } from './linear-system.ts'

/** The holdings among parties that hold each other, or of one in itself. */
export interface ClosedLoop {
  members: number[]
  /** Shares as `Rate`s, an unknown one as 0. */
  arcs: { from: number; to: number; share: number }[]
}

/**
 * Whether parties own themselves wholly or more, so that integrated ownership has no meaning (spectral
 * radius ≥ 1). Sums of the shares held inside decide most cases exactly; the rest, which only
 * faulty records bring, the principal minors.
 */
export function isClosedLoop({ members, arcs }: ClosedLoop): boolean {
  const sums = new Map(members.map((member) => [member, 0]))
  for (const { to, share } of arcs) sums.set(to, (sums.get(to) ?? 0) + share)
  const held = [...sums.values()]
  if (held.every((sum) => sum >= whole)) return true
  if (held.every((sum) => sum < whole)) return false
  const slots = new Map(members.map((member, slot) => [member, slot]))
  const system = {
    size: members.length,
    arcs: arcs.map(({ from, to, share }) => ({
      from: slots.get(from) ?? 0,
      to: slots.get(to) ?? 0,
      share,
    })),
  }
  if (members.length <= mostExactly) {
    return solveExactly(system, Array<bigint>(members.length).fill(0n)) === null
  }
  return solveNearly(system, new Float64Array(members.length).fill(1)) === null
}
