import type { Tx } from '@banyan/database'
import { addDays } from '@banyan/domain/calendar'
import { type Columns, insertRows } from '../src/insert-rows.queries.ts'
import { type BusinessTime, instantOn } from './business-time.ts'

interface BaseRow {
  kind: string
  validFrom: string
  amount: number
  source: string
}

export async function insertCapitalBases(
  tx: Tx,
  institutionId: string,
  rows: readonly BaseRow[],
): Promise<void> {
  const columns: Columns<BaseRow & { institutionId: string }> = {
    institutionId: 'uuid',
    kind: 'text',
    validFrom: 'date',
    amount: 'bigint',
    source: 'text',
  }
  await insertRows(
    tx,
    'capitalBase',
    columns,
    rows.map((row) => ({ institutionId, ...row })),
  )
}

interface ExchangeRow {
  currency: string
  day: string
  rateMillionths: number
  source: string
}

export async function insertExchangeRates(
  tx: Tx,
  institutionId: string,
  rows: readonly ExchangeRow[],
): Promise<void> {
  const columns: Columns<ExchangeRow & { institutionId: string }> = {
    institutionId: 'uuid',
    currency: 'text',
    day: 'date',
    rateMillionths: 'bigint',
    source: 'text',
  }
  await insertRows(
    tx,
    'exchangeRate',
    columns,
    rows.map((row) => ({ institutionId, ...row })),
  )
}

/** Closes every day of the books in the evening and opens the day after them. */
export async function closeBooks(
  tx: Tx,
  institutionId: string,
  { first, last, open }: Pick<BusinessTime, 'first' | 'last' | 'open'>,
): Promise<void> {
  const days = []
  for (let on = first; on <= last; on = addDays(on, 1)) {
    days.push({ institutionId, day: on, closedAt: instantOn(on, 780) })
  }
  await tx
    .insertInto('businessDay')
    .values([...days, { institutionId, day: open, closedAt: null }])
    .onConflict((c) =>
      c.columns(['institutionId', 'day']).doUpdateSet((eb) => ({
        closedAt: eb.ref('excluded.closedAt'),
      })),
    )
    .execute()
  await tx
    .updateTable('institutionState')
    .set({ businessDay: open })
    .where('institutionId', '=', institutionId)
    .execute()
}
