import { joinTexts } from '@banyan/domain/groups/tree-texts'
import { emptyTree, encodeTree, nowhere, unset } from '@banyan/domain/groups/tree-wire'

/** The same numbers for the same seed; below one. */
function numbersFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

const trades = [
  '精密制造',
  '供应链',
  '新材料',
  '物流',
  '置业',
  '商贸',
  '电子',
  '食品',
  '机械',
  '能源',
]

/** Parents before children, depth first, at most eleven levels; some hold hundreds, most none. */
function parentsOf(count: number, next: () => number): Int32Array {
  const parents = new Int32Array(count)
  const line = [0]
  parents[0] = -1
  for (let index = 1; index < count; index++) {
    const depth = Math.min(line.length, 1 + Math.floor(next() ** 1.6 * 11))
    line.length = depth
    parents[index] = line.at(-1) ?? 0
    line.push(index)
  }
  return parents
}

interface TreeHeadAnswered {
  readonly group: object
}

/** A group of so many made-up members as the server would send it, under a heading it sent. */
export function madeTree(count: number, head: TreeHeadAnswered): Uint8Array<ArrayBuffer> {
  const next = numbersFrom(count)
  const numbers = emptyTree(count)
  numbers.parents.set(parentsOf(count, next))
  const names: string[] = []
  for (let index = 0; index < count; index++) {
    names.push(`测试${trades[index % trades.length]}第${index}有限公司`)
    numbers.ids.set([index >> 24, index >> 16, index >> 8, index], index * 16)
    const owes = next() < 0.2
    numbers.balances[index] = owes ? Math.round(next() * 1e9) * 100 : 0
    numbers.loans[index] = owes ? 1 : 0
    numbers.tiers[index] = owes ? 1 + Math.floor(next() ** 4 * 5) : 0
    numbers.days[index] = owes && next() < 0.1 ? Math.floor(next() * 200) : 0
    numbers.percents[index] = index === 0 ? -1 : Math.round(20 + next() * 80) * 1_000_000
    numbers.lookThrough[index] = index === 0 ? -1 : Math.round(next() * 100) * 1_000_000
  }
  numbers.limits.fill(-1)
  numbers.branches.fill(nowhere)
  numbers.officers.fill(nowhere)
  numbers.stages.fill(unset)
  numbers.stageStates.fill(unset)
  const texts = {
    names: joinTexts(names),
    numbers: joinTexts(names.map((_, index) => `C${String(index + 1).padStart(7, '0')}`)),
    codes: joinTexts(names.map(() => '')),
    initials: joinTexts(names.map((_, index) => `CS${index}`)),
  }
  const group = { ...head.group, memberCount: count, closingEdges: [], warnings: [] }
  const circles = { mutual: [], rings: [], circles: [], longestChain: 0 }
  const own = { ...head, group, otherHolders: [], guaranteeCircles: circles }
  return encodeTree({ head: own, numbers, texts })
}
