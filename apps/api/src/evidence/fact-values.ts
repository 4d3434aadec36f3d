import { canonicalText } from '../audit/canonical-text.ts'
import type { InstitutionKeys } from '../access/keys.ts'

/** What a field says, as files and conflicts keep it: text, an amount, a day, a list, or nothing. */
export type FactValue = unknown

/** Keyed digest of one value of one field of one customer: equal values are recognised without being kept. */
export function factDigest(
  keys: InstitutionKeys,
  { customerId, field }: { customerId: string; field: string },
  value: FactValue,
): Buffer {
  return keys.blindIndex('fact', `${customerId}|${field}|${canonicalText({ value })}`)
}

export function sealFactValue(keys: InstitutionKeys, conflictId: string, value: FactValue): Buffer {
  return keys.sealBytes('fact_conflict', conflictId, Buffer.from(JSON.stringify({ value })))
}

export function openFactValue(
  keys: InstitutionKeys,
  conflictId: string,
  sealed: Buffer,
): FactValue {
  const { value }: { value?: FactValue } = JSON.parse(
    keys.openBytes('fact_conflict', conflictId, sealed).toString('utf8'),
  )
  return value
}
