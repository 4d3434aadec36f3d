import { stageStateNames, stages } from '@banyan/domain/applications/stage-rail'
import { encodeTree } from '@banyan/domain/groups/tree-wire'
import { NotFound } from '@banyan/domain/refused'
import type { StaffContext } from '../../access/staff-context.ts'
import { AnswerCache } from './answer-cache.ts'
import { readWholeTree } from './load-tree.ts'
import { marked } from './node-record.ts'
import { readTreeHead } from './tree-head.ts'
import { findTreeStamp, type TreeStamp } from './tree-stamp.queries.ts'

const cache = new AnswerCache(256 * 2 ** 20)

export interface EncodedTree {
  /** The same as long as the answer is. */
  tag: string
  bytes: () => Promise<Uint8Array<ArrayBuffer>>
}

/** A group's tree as bytes, from memory while nothing in it changes. What is within reach is asked every time. */
export async function readEncodedTree(
  context: StaffContext,
  groupId: string,
): Promise<EncodedTree> {
  const { tx, institution, scope, businessDay, hidesNames } = context
  const stamp = await findTreeStamp(tx, institution.id, scope, groupId)
  if (!stamp) throw new NotFound('group')
  const { version, institutionEvents } = stamp
  const tag = `1-${version}-${institutionEvents}-${businessDay}-${hidesNames ? 'hidden' : 'open'}`
  const key = `${institution.id} ${groupId} ${tag}`
  return {
    tag,
    bytes: async () => {
      const kept = cache.get(key)
      if (kept) return kept
      const made = await readFreshTree(context, groupId, stamp)
      cache.set(key, made)
      return made
    },
  }
}

/** The answer made from the rows, whatever is in memory. */
export async function readFreshTree(context: StaffContext, groupId: string, stamp: TreeStamp) {
  const head = await readTreeHead(context, groupId)
  const tree = await readWholeTree(context, head.group, stamp)
  const { numbers, texts, countries, branches, officers, unknownCurrencies } = tree
  return encodeTree({
    head: {
      ...head,
      unknownCurrencies,
      version: stamp.version,
      used: total(numbers.balances),
      reserved: total(numbers.reserved),
      overdue: total(numbers.overdue),
      kinds: marked.kinds,
      statuses: marked.statuses,
      stages,
      stageStates: stageStateNames,
      countries,
      branches,
      officers,
    },
    numbers,
    texts,
  })
}

const total = (amounts: Float64Array) => amounts.reduce((sum, amount) => sum + amount, 0)
