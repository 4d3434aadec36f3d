import { orderOf } from './rule-fields.ts'
import { ruleLeaves, type RuleLeaf, type RulePath } from './rule-leaves.ts'

/** Values that say what another column or the row's own head already says. */
const headings = new Set([
  'rules.*.code',
  'rules.*.name.zh',
  'rules.*.name.en',
  'rules.*.measure',
  'rules.*.direction',
  'rules.*.levels.*.colour',
  'rules.*.ratio',
  'rules.*.eventKinds',
])

const byColour = ['clocks.*.', 'propagation.', 'releasedBy.']

/** Lists of rows that people add to and take from; rules are switched off instead. */
export const growing: Readonly<Record<string, RulePath>> = {
  intervals: ['intervals'],
  buckets: ['buckets'],
  'priority.amounts': ['priority', 'amounts'],
  reminders: ['reminders'],
}

export interface RuleRow {
  readonly key: string
  /** The outermost row itself, where the block is a list of rows. */
  readonly item: unknown
  readonly index: number
  readonly cells: ReadonlyMap<string, RuleLeaf>
}

export interface RuleBlock {
  readonly id: string
  /** Columns of a table; a block of single values has none. */
  readonly columns: readonly string[]
  readonly rows: readonly RuleRow[]
  readonly leaves: readonly RuleLeaf[]
}

function blockOf({ pattern }: RuleLeaf): string {
  if (byColour.some((start) => pattern.startsWith(start))) return 'byColour'
  const star = pattern.indexOf('.*')
  if (star >= 0) return pattern.slice(0, star)
  return pattern.includes('.') ? (pattern.split('.')[0] ?? '') : 'general'
}

/** A column is a place in the row; the inner row, such as a colour, is part of it. */
const columnOf = ({ pattern, rows }: RuleLeaf) => [pattern, ...rows.slice(1)].join('|')

function tableOf(id: string, leaves: readonly RuleLeaf[]): RuleBlock {
  const shown = leaves.filter(({ pattern }) => !headings.has(pattern))
  const keys = [
    ...new Set(
      leaves.map(({ path, rows }) => (id === 'byColour' ? rows[0] : path.find(Number.isInteger))),
    ),
  ]
  const rows = keys.map((key, index): RuleRow => {
    const own = (leaf: RuleLeaf) =>
      (id === 'byColour' ? leaf.rows[0] : leaf.path.find(Number.isInteger)) === key
    const cells = new Map(shown.filter(own).map((leaf) => [columnOf(leaf), leaf]))
    return { key: String(key), item: leaves.find(own)?.row, index, cells }
  })
  return { id, columns: columnsOf(id, shown), rows, leaves: [] }
}

function columnsOf(id: string, shown: readonly RuleLeaf[]): string[] {
  const found = [...new Set(shown.map(columnOf))]
  if (id !== 'rules') return found
  const thresholds = ['yellow', 'orange', 'red'].map(
    (colour) => `rules.*.levels.*.threshold|${colour}`,
  )
  return [...thresholds, ...found.filter((column) => !thresholds.includes(column))]
}

/** A rule set as people read it: tables of rows, and groups of single values, in the order of the set. */
export function ruleBlocks(body: unknown): RuleBlock[] {
  const leaves = ruleLeaves(body).toSorted((a, b) => orderOf(a.pattern) - orderOf(b.pattern))
  const ids = [...new Set(leaves.map(blockOf))]
  return ids
    .toSorted((a, b) => Number(a === 'general') - Number(b === 'general'))
    .map((id) => {
      const own = leaves.filter((leaf) => blockOf(leaf) === id)
      const isTable = own.every(({ rows }) => rows.length > 0) && id !== 'escalation'
      return isTable ? tableOf(id, own) : { id, columns: [], rows: [], leaves: own }
    })
}
