import { uuidv7 } from '@banyan/database'
import type { CustomerKind } from '@banyan/domain/customers/customer'
import { bigramsOf, normaliseName } from '@banyan/domain/search/names'
import { pinyinOf } from '../names/pinyin.ts'
import type { PartyNameRow } from './customers.queries.ts'

export interface OtherName {
  kind: 'former' | 'short' | 'latin'
  name: string
}

interface Owner {
  institutionId: string
  partyId: string
  branchId: string
  officerId: string | null
}

/** One searchable name of a customer, and what it is sorted by. */
export function nameRow(
  owner: Owner,
  customerKind: CustomerKind,
  { kind, name }: { kind: 'current' | OtherName['kind']; name: string },
): { row: PartyNameRow; sort: string } {
  const { full, initials, sort } = pinyinOf(name, customerKind)
  const plain = normaliseName(name)
  const row = {
    ...owner,
    id: uuidv7(),
    party: 'customer',
    kind,
    name,
    plain,
    grams: bigramsOf(plain),
    pinyin: full,
    initials,
  }
  return { row, sort }
}
