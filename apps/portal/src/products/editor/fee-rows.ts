import type { ServicingFee } from '@banyan/domain/loans/servicing-terms'

/** A fee as it is typed: its amount or share is null until it can be read. */
export interface FeeRow {
  code: string
  name: string
  payee: string
  charged: ServicingFee['charged']
  basis: 'amount' | 'share'
  value: number | null
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null

function rowOf(fee: unknown): FeeRow {
  const { code, name, payee, charged, basis } = isRecord(fee) ? fee : {}
  const of = isRecord(basis) ? basis : {}
  const value = of['kind'] === 'share' ? of['share'] : of['amount']
  return {
    code: String(code ?? ''),
    name: String(name ?? ''),
    payee: String(payee ?? ''),
    charged: charged === 'each-instalment' || charged === 'by-hand' ? charged : 'at-drawdown',
    basis: of['kind'] === 'share' ? 'share' : 'amount',
    value: typeof value === 'number' ? value : null,
  }
}

export function feeRows(fees: unknown): FeeRow[] {
  return Array.isArray(fees) ? fees.map(rowOf) : []
}

function asFee({ basis, value, ...fee }: FeeRow): unknown {
  return {
    ...fee,
    basis: basis === 'share' ? { kind: 'share', share: value } : { kind: 'amount', amount: value },
  }
}

/** The fees with one thing of one row changed; another basis begins empty, `removed` takes the row out. */
export function withFee(
  rows: readonly FeeRow[],
  index: number,
  name: string,
  value: unknown,
): unknown[] {
  if (name === 'removed') return rows.filter((_, place) => place !== index).map(asFee)
  return rows
    .map((row, place): FeeRow => {
      if (place !== index) return row
      const next = { ...row, [name]: value }
      return name === 'basis' && value !== row.basis ? { ...next, value: null } : next
    })
    .map(asFee)
}

/** The fees with one more, under a code that none of them has. */
export function newFee(rows: readonly FeeRow[], payee: string): unknown[] {
  const taken = new Set(rows.map(({ code }) => code))
  let number = rows.length + 1
  while (taken.has(`fee-${number}`)) number += 1
  const fee: FeeRow = {
    code: `fee-${number}`,
    name: '',
    payee,
    charged: 'at-drawdown',
    basis: 'share',
    value: null,
  }
  return [...rows, fee].map(asFee)
}
