import { gramsOf, gramsSought } from './names.ts'

/** Longer text is not searched nearly: a slip in a long name is found by typing less of it. */
const longest = 16

/**
 * Texts with one slip made good: a character wrong, missing, too many, or two neighbours swapped. `_` stands for
 * any one character; the other characters are themselves (escape them for the index yourself).
 */
export function slipPatterns(text: string): string[][] {
  const characters = [...text]
  const patterns = new Map<string, string[]>()
  const add = (pattern: string[]) => patterns.set(pattern.join('\u0000'), pattern)
  for (let at = 0; at < characters.length; at++) {
    const before = characters.slice(0, at)
    const after = characters.slice(at + 1)
    const here = characters[at] ?? ''
    add([...before, '_', ...after])
    if (characters.length > 2) add([...before, ...after])
    if (at > 0) add([...before, '_', here, ...after])
    const [next, ...rest] = after
    if (next !== undefined && next !== here) add([...before, next, here, ...rest])
  }
  return [...patterns.values()]
}

/**
 * For each place of a slip, the parts that a name with the slip made good still holds: one of these sets is
 * among the grams of every such name. A text of two characters with one wrong says too little, so only a
 * missing character and a swap are looked for.
 */
export function slipProbes(text: string): number[][] {
  const characters = [...text]
  if (characters.length < 2 || characters.length > longest) return []
  if (characters.length === 2) return [gramsOf(text).filter((gram) => gram >= 0x4000_0000)]
  const probes = characters.map((_, at) => {
    const [left, right] = [characters.slice(0, at).join(''), characters.slice(at + 1).join('')]
    return [...new Set([...gramsSought(left), ...gramsSought(right)])]
  })
  const swapped = characters.slice(1).map((character, at) => {
    const rest = characters.slice(at + 2)
    const whole = [...characters.slice(0, at), character, characters[at] ?? '', ...rest]
    return gramsSought(whole.join(''))
  })
  return [...probes, ...swapped]
}

/** Whether two texts differ by at most one character wrong, missing, too many, or by two neighbours swapped. */
export function isOneSlipApart(one: string, other: string): boolean {
  const [a, b] = [[...one], [...other]]
  if (Math.abs(a.length - b.length) > 1) return false
  let start = 0
  while (start < a.length && start < b.length && a[start] === b[start]) start++
  let end = 0
  const most = Math.min(a.length, b.length) - start
  while (end < most && a[a.length - 1 - end] === b[b.length - 1 - end]) end++
  const [left, right] = [a.slice(start, a.length - end), b.slice(start, b.length - end)]
  if (left.length <= 1 && right.length <= 1) return true
  const isSwap = left.length === 2 && right.length === 2
  return isSwap && left[0] === right[1] && left[1] === right[0]
}

const letters = 'abcdefghijklmnopqrstuvwxyz'

/** Syllables run together, the last one perhaps not to its end. */
const pinyinLike =
  /^(?:(?:[zcs]h|[bpmfdtnlgkhjqxrzcsyw])?(?:[aeiouv]{1,3}|[aeiouv]{1,2}(?:ng|n|r)))*(?:[zcs]h|[a-z])?$/

/** Every way to make good one slip in letters typed for a pinyin that leaves something to be spoken. */
export function slipSpellings(typed: string): string[] {
  const spellings = new Set<string>()
  for (let at = 0; at <= typed.length; at++) {
    const [before, after] = [typed.slice(0, at), typed.slice(at)]
    const [first = '', second = ''] = after
    if (first) spellings.add(before + after.slice(1))
    if (second) spellings.add(before + second + first + after.slice(2))
    for (const letter of letters) {
      if (first) spellings.add(before + letter + after.slice(1))
      spellings.add(before + letter + after)
    }
  }
  spellings.delete(typed)
  return [...spellings].filter((spelling) => pinyinLike.test(spelling))
}
