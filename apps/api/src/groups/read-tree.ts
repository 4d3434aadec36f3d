import { stageStateNames, stages } from '@banyan/domain/applications/stage-rail'
import { depthsAndSizes, subtreeTotals } from '@banyan/domain/groups/tree-totals'
import { splitTexts } from '@banyan/domain/groups/tree-texts'
import { NotFound } from '@banyan/domain/refused'
import { z } from 'zod'
import type { StaffContext } from '../access/staff-context.ts'
import { found } from '../not-found.ts'
import { findGroup, findGroupOfCustomer } from './group-list.queries.ts'
import { type LoadedTree, readWholeTree, nameOf, uuidAt } from './tree/load-tree.ts'
import { marked } from './tree/node-record.ts'
import { readTreeHead } from './tree/tree-head.ts'
import { findTreeStamp } from './tree/tree-stamp.queries.ts'

/** A group or one of its customers, by id or by number. */
export const TreeOf = z.strictObject({
  groupId: z.uuid().optional(),
  number: z.string().max(40).optional(),
  customerId: z.uuid().optional(),
})
export type TreeOf = z.infer<typeof TreeOf>

export async function groupIdOf(
  context: StaffContext,
  { groupId, number, customerId }: TreeOf,
): Promise<string> {
  const { tx, institution, scope } = context
  if (groupId) return groupId
  if (customerId) {
    const customer = found(
      await findGroupOfCustomer(tx, institution.id, scope, { id: customerId }),
      'customer',
    )
    return customer.groupId ?? missing()
  }
  const text = (number ?? '').trim().toUpperCase()
  const group = await findGroup(tx, institution.id, scope, { number: text })
  if (group) return group.id
  const customer = found(
    await findGroupOfCustomer(tx, institution.id, scope, { number: text }),
    'group',
  )
  return customer.groupId ?? missing()
}

function missing(): never {
  throw new NotFound('group')
}

/** The whole tree of a group in depth-first order, with what each node and everything below it owes. */
export async function readTree(context: StaffContext, input: TreeOf) {
  const { tx, institution, scope } = context
  const groupId = await groupIdOf(context, input)
  const stamp = found(await findTreeStamp(tx, institution.id, scope, groupId), 'group')
  const head = await readTreeHead(context, groupId)
  const tree = await readWholeTree(context, head.group, stamp)
  const nodes = nodesOf(tree)
  return {
    ...head,
    unknownCurrencies: tree.unknownCurrencies,
    used: total(nodes.balances),
    reserved: total(nodes.reserved),
    overdue: total(nodes.overdue),
    nodes,
  }
}

function nodesOf(tree: LoadedTree) {
  const { numbers: own, texts, countries, branches, officers, caseStatuses } = tree
  const ids = list(own.parents, (_, index) => uuidAt(own.ids, index))
  const { depths, sizes } = depthsAndSizes(own.parents)
  const sums = subtreeTotals(own)
  const share = (value: number) => (value < 0 ? null : value)
  const textOrNull = (text: string | undefined) => (text ? text : null)
  const codes = splitTexts(texts.codes)
  const initials = splitTexts(texts.initials)
  return {
    ids,
    numbers: splitTexts(texts.numbers),
    names: splitTexts(texts.names),
    kinds: list(own.kinds, (kind) => marked.kinds[kind] ?? ''),
    countries: list(own.countries, (country) => countries[country] ?? ''),
    statuses: list(own.statuses, (status) => marked.statuses[status] ?? ''),
    branches: list(own.branches, (branch) => nameOf(branches, branch) ?? ''),
    officers: list(own.officers, (officer) => nameOf(officers, officer)),
    codes: ids.map((_, index) => textOrNull(codes[index])),
    initials: initials.map(textOrNull),
    parents: list(own.parents, (parent) => ids[parent] ?? null),
    percents: list(own.percents, share),
    lookThrough: list(own.lookThrough, share),
    depths: [...depths],
    sizes: [...sizes],
    otherParents: [...own.otherParents],
    balances: [...own.balances],
    reserved: [...own.reserved],
    overdue: [...own.overdue],
    guaranteed: [...own.guaranteed],
    limits: list(own.limits, share),
    daysPastDue: [...own.days],
    tiers: [...own.tiers],
    loans: [...own.loans],
    stages: list(caseStatuses, (status) => textOrNull(marked.stages[status])),
    presentStages: list(own.stages, (stage, index) => {
      const name = stages[stage]
      const state = stageStateNames[own.stageStates[index] ?? 0] ?? 'doing'
      return name === undefined ? null : { stage: name, state }
    }),
    subtreeBalances: [...sums.balances],
    subtreeReserved: [...sums.reserved],
    subtreeOverdue: [...sums.overdue],
    subtreeGuaranteed: [...sums.guaranteed],
    subtreeDays: [...sums.days],
    subtreeTiers: [...sums.tiers],
  }
}

function list<T>(
  column: Int32Array | Uint8Array | Uint16Array | Float64Array,
  read: (value: number, index: number) => T,
): T[] {
  return Array.from(column as ArrayLike<number>, read)
}

const total = (amounts: readonly number[]) => amounts.reduce((sum, amount) => sum + amount, 0)
