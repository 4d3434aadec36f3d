import type { Tx } from '@banyan/database'
import type { DB } from '@banyan/database'
import { gramsSought } from '@banyan/domain/search/names'
import { readSearch, type SearchReading } from '@banyan/domain/search/query'
import { type Expression, type ExpressionBuilder, type SqlBool, sql } from 'kysely'
import { inScope } from '../access/access.queries.ts'
import type { BlindField, InstitutionKeys } from '../access/keys.ts'
import type { StaffContext } from '../access/staff-context.ts'
import { typedPinyin } from '../names/pinyin.ts'
import { foldedName } from '../names/searchable-name.ts'

export interface CustomerFilter {
  kind?: string | undefined
  status?: string | undefined
  branchId?: string | undefined
  officerId?: string | undefined
  text?: string | undefined
  /** The id of the last row of the page before. */
  cursor?: string | undefined
  limit: number
}

type CustomerBuilder = ExpressionBuilder<DB, 'customer'>

/** One page of customers in the order of their names. */
export function listCustomers(
  { tx, institution, scope, keys }: Pick<StaffContext, 'tx' | 'institution' | 'scope' | 'keys'>,
  filter: CustomerFilter,
) {
  const { kind, status, branchId, officerId, text, cursor, limit } = filter
  let query = listed(tx)
    .where('customer.institutionId', '=', institution.id)
    .where((eb) =>
      inScope(eb, scope, { branch: 'customer.branchId', officer: 'customer.officerId' }),
    )
    .orderBy('customer.nameSort')
    .orderBy('customer.id')
    .limit(limit)
  if (kind) query = query.where('customer.kind', '=', kind)
  if (status) query = query.where('customer.status', '=', status)
  if (branchId) query = query.where('customer.branchId', '=', branchId)
  if (officerId) query = query.where('customer.officerId', '=', officerId)
  const reading = readSearch(text ?? '')
  if (reading.kind !== 'nothing') {
    query = query.where((eb) => matches(eb as CustomerBuilder, institution.id, keys, reading))
  }
  if (cursor) {
    query = query.where(
      sql<boolean>`(customer.name_sort, customer.id) > (
        (select name_sort from customer where institution_id = ${institution.id} and id = ${cursor}),
        ${cursor}::uuid)`,
    )
  }
  return query.execute()
}

function listed(tx: Tx) {
  return tx
    .selectFrom('customer')
    .innerJoin('branch', (join) =>
      join
        .onRef('branch.institutionId', '=', 'customer.institutionId')
        .onRef('branch.id', '=', 'customer.branchId'),
    )
    .leftJoin('staff as officer', (join) =>
      join
        .onRef('officer.institutionId', '=', 'customer.institutionId')
        .onRef('officer.id', '=', 'customer.officerId'),
    )
    .select([
      'customer.id',
      'customer.number',
      'customer.kind',
      'customer.name',
      'customer.status',
      'customer.isPartial',
      'customer.fileVersion',
      'customer.creditCode',
      'customer.industrySection',
      'customer.bornOn',
      'customer.sex',
      'customer.occupation',
      'customer.changedAt',
      'branch.name as branchName',
      'officer.name as officerName',
    ])
}

const hashed: Partial<
  Record<SearchReading['kind'], ['idNumberHash' | 'mobileHash' | 'cardHash', BlindField]>
> = {
  'identity-number': ['idNumberHash', 'id-number'],
  mobile: ['mobileHash', 'mobile'],
}

function matches(
  eb: CustomerBuilder,
  institutionId: string,
  keys: InstitutionKeys,
  reading: SearchReading,
): Expression<SqlBool> {
  const { kind, value } = reading
  if (kind === 'customer-number') return eb('customer.number', '=', value)
  if (kind === 'credit-code') return eb('customer.creditCode', '=', value)
  if (kind === 'lei') return eb('customer.lei', '=', value)
  if (kind === 'last-four') {
    return eb.or([
      eb('customer.idLast4Hash', '=', keys.lastFour('id-number', value)),
      eb('customer.mobileLast4Hash', '=', keys.lastFour('mobile', value)),
      eb('customer.cardLast4Hash', '=', keys.lastFour('card', value)),
    ])
  }
  const digest = hashed[kind]
  if (digest) return eb(`customer.${digest[0]}`, '=', keys.blindIndex(digest[1], value))
  return eb('customer.id', 'in', named(eb, institutionId, reading))
}

/** Parties one of whose names holds the text, or sounds as it begins. */
function named(eb: CustomerBuilder, institutionId: string, { kind, name, value }: SearchReading) {
  const plain = foldedName(name)
  const literal = plain.replace(/[\\%_]/g, '\\$&')
  const grams = gramsSought(plain)
  const holds =
    grams.length === 0
      ? sql<boolean>`n.plain like ${`${literal}%`}`
      : sql<boolean>`(n.keys @> ${grams}::int[] and n.plain like ${`%${literal}%`})`
  const sound = `${typedPinyin(value)}%`
  const matching =
    kind === 'pinyin'
      ? sql<boolean>`(${holds} or n.pinyin like ${sound} or n.initials like ${sound})`
      : holds
  return eb
    .selectFrom('partyName as n')
    .select('n.partyId')
    .where('n.institutionId', '=', institutionId)
    .where('n.party', '=', 'customer')
    .where(matching)
}
