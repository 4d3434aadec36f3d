import type { Tx } from '@banyan/database'
import { type Day, day as asDay, partsOf } from '@banyan/domain/calendar'
import type { RatePlan } from '@banyan/domain/products/rate-plan'
import { sql } from 'kysely'

export interface FloatingLoan {
  id: string
  ratePlan: RatePlan
  annualRate: number
  disbursedOn: Day
  maturesOn: Day
}

const monthAndDate = sql<number>`(extract(month from disbursed_on) * 100 + extract(day from disbursed_on))`

/** The anniversaries that fall on a day: a loan of 29 February has its own on the 28th of shorter years. */
function anniversariesOn(day: Day): number[] {
  const { year, month, date } = partsOf(day)
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
  const own = month * 100 + date
  return own === 228 && !isLeap ? [228, 229] : [own]
}

/** Loans over the loan prime rate that may be set anew on the day, in ascending id. */
export async function listFloatingLoans(
  tx: Tx,
  institutionId: string,
  { day, after, limit }: { day: Day; after: string | null; limit: number },
): Promise<FloatingLoan[]> {
  const { month, date } = partsOf(day)
  const rules = [
    ...(month === 1 && date === 1 ? ['january'] : []),
    ...(month % 3 === 1 && date === 1 ? ['quarter'] : []),
  ]
  const { rows } = await sql<FloatingLoan>`
    select id, terms -> 'ratePlan' as rate_plan, annual_rate, disbursed_on, matures_on from loan
    where institution_id = ${institutionId} and status = 'active'
      and terms #>> '{ratePlan,kind}' = 'lpr'
      and (terms #>> '{ratePlan,resets}' = any(${rules}::text[])
        or (terms #>> '{ratePlan,resets}' = 'anniversary' and ${monthAndDate} = any(${anniversariesOn(day)}::numeric[])))
      and (${after}::uuid is null or id > ${after}::uuid)
    order by id limit ${limit}`.execute(tx)
  return rows.map((row) => ({
    ...row,
    disbursedOn: asDay(row.disbursedOn),
    maturesOn: asDay(row.maturesOn),
  }))
}
