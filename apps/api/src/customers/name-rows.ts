import { uuidv7 } from '@banyan/database'
import type { CustomerKind } from '@banyan/domain/customers/customer'
import { pinyinOf } from '../names/pinyin.ts'
import { searchableName } from '../names/searchable-name.ts'
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
  const row = {
    ...owner,
    id: uuidv7(),
    party: 'customer',
    kind,
    name,
    ...searchableName(name),
    pinyin: full,
    initials,
  }
  return { row, sort }
}
