import { keptLines, outlineOf, type KeptLines } from '@banyan/ui/tree-rows'
import { conditionTest, type TreeCondition } from './tree-conditions.ts'
import type { TreeView } from './tree-view.ts'

export interface TreeFilter {
  /** Part of a name, number, credit code, branch or officer, or the first letters of the name's pinyin. */
  readonly text: string
  /** All of them hold. */
  readonly conditions: readonly TreeCondition[]
}

export const noFilter: TreeFilter = { text: '', conditions: [] }

export const isFiltering = ({ text, conditions }: TreeFilter) =>
  text.trim() !== '' || conditions.length > 0

/** Figures and classes are a customer's own, so that a match is never a match only for what is below it. */
export function filterTree(view: TreeView, { text, conditions }: TreeFilter): KeptLines {
  const { count } = view.data
  const tests = conditions.map((condition) => conditionTest(view, condition))
  const sought = text.trim().toLowerCase()
  if (sought) tests.push(textTest(view, sought))
  return keptLines(
    view.lines,
    outlineOf(view.lines),
    (key) => key < count && tests.every((test) => test(key)),
  )
}

function textTest({ data }: TreeView, sought: string): (key: number) => boolean {
  const has = (text: string | undefined) => text?.toLowerCase().includes(sought) === true
  const among = (each: readonly { readonly name: string }[]) =>
    new Set(each.flatMap(({ name }, index) => (has(name) ? [index] : [])))
  const [branches, officers] = [among(data.head.branches), among(data.head.officers)]
  return (key) =>
    has(data.names[key]) ||
    has(data.numbers[key]) ||
    has(data.codes[key]) ||
    has(data.initials[key]) ||
    branches.has(data.branches[key] ?? -1) ||
    officers.has(data.officers[key] ?? -1)
}
