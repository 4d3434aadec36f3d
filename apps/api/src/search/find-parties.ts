import { bigramsOf } from '@banyan/domain/search/names'
import { readSearch, type SearchReading } from '@banyan/domain/search/query'
import { z } from 'zod'
import { shownName } from '../access/masking.ts'
import type { StaffContext } from '../access/staff-context.ts'
import {
  blindHits,
  codeHits,
  countCap,
  countFound,
  externalHits,
  lastFourHits,
  listFound,
  nameHits,
  numberHits,
  officerHits,
  pinyinHits,
  type SearchRow,
} from './search.queries.ts'

export const Search = z.strictObject({
  text: z.string().max(200),
  party: z.enum(['customer', 'group']).optional(),
  customerKind: z.enum(['person', 'company']).optional(),
  status: z.enum(['draft', 'active', 'frozen', 'closed']).optional(),
  branchId: z.uuid().optional(),
  after: z.strictObject({ rank: z.int32(), id: z.uuid() }).nullish(),
  limit: z.int().min(1).max(100).default(20),
})
export type Search = z.infer<typeof Search>

type Keys = Pick<StaffContext, 'institution' | 'keys'>

/** Where to look for what was typed: one reading decides, and every reading tries the external ids. */
function hitsFor({ institution, keys }: Keys, reading: SearchReading) {
  const { kind, value, name, text } = reading
  const external = externalHits(institution.id, text)
  const names = () => nameHits(institution.id, name, bigramsOf(name))
  if (kind === 'customer-number' || kind === 'group-number') {
    return [numberHits(institution.id, value), external]
  }
  if (kind === 'credit-code' || kind === 'lei')
    return [codeHits(institution.id, value, kind), external]
  if (kind === 'identity-number') {
    const digest = keys.blindIndex('id-number', value)
    return [blindHits(institution.id, 'id-number', digest), external]
  }
  if (kind === 'mobile') {
    const digest = keys.blindIndex('mobile', value)
    return [blindHits(institution.id, 'mobile', digest), external]
  }
  if (kind === 'last-four') {
    const digests = {
      idNumber: keys.lastFour('id-number', value),
      mobile: keys.lastFour('mobile', value),
      card: keys.lastFour('card', value),
      text: value,
    }
    return [lastFourHits(institution.id, digests), names(), external]
  }
  if (kind === 'pinyin') return [pinyinHits(institution.id, value), names(), external]
  const digits = value.replace(/\D/g, '')
  const card =
    digits.length >= 13 ? [blindHits(institution.id, 'card', keys.blindIndex('card', digits))] : []
  return [names(), officerHits(institution.id, text), external, ...card]
}

/** One box over customers and groups, within the caller's reach; totals are exact up to `atMost`. */
export async function findParties(context: StaffContext, search: Search, atMost = countCap) {
  const { tx, institution, scope } = context
  const reading = readSearch(search.text)
  if (reading.kind === 'nothing')
    return { reading: reading.kind, total: 0, isCapped: false, rows: [], next: null }
  const { party, customerKind, status, branchId, limit } = search
  const filter = { party, customerKind, status, branchId }
  const page = { institutionId: institution.id, scope, hits: hitsFor(context, reading), filter }
  const rows = await listFound(tx, { ...page, after: search.after ?? null, limit: limit + 1 })
  const total =
    rows.length <= limit && !search.after ? rows.length : await countFound(tx, page, atMost)
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  const next = rows.length > limit && last ? { rank: last.rank, id: last.id } : null
  return {
    reading: reading.kind,
    total: Math.min(total, atMost),
    isCapped: total > atMost,
    rows: shown.map((row) => asSeen(context, row)),
    next,
  }
}

/** A hit as this caller may see it: persons' names are masked for outsiders, whichever way they appear. */
function asSeen(context: StaffContext, { groupRootKind, ...row }: SearchRow) {
  const { party, kind, name, match, matchedName, groupName } = row
  const isHidden = context.hidesNames && match === 'member'
  return {
    ...row,
    name: shownName(context, party === 'group' ? (groupRootKind ?? '') : kind, name),
    groupName: groupName === null ? null : shownName(context, groupRootKind ?? '', groupName),
    matchedName:
      matchedName === null || matchedName === name || isHidden
        ? null
        : shownName(context, kind, matchedName),
  }
}
