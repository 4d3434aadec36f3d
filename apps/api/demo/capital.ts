import { addMonths, type Day } from '@banyan/domain/calendar'
import type { CapitalBases } from '@banyan/domain/decisions/exposure-limits'
import { type Money, money } from '@banyan/domain/money'
import type { DemoBank } from './bank.ts'

export interface CapitalBase {
  kind: string
  validFrom: Day
  amount: Money
  source: string
}

/** Each base grows by six percent a year. */
export function capitalBases({ plan, time }: DemoBank): CapitalBase[] {
  return plan.capital.flatMap(({ kind, amount }) =>
    [0, 1, 2].map((year) => ({
      kind,
      validFrom: addMonths(time.first, year * 12),
      amount: money(Math.round(amount * 1.06 ** year)),
      source: '演示机构资本充足情况表',
    })),
  )
}

export function capitalOn(bank: DemoBank, on: Day): CapitalBases {
  const bases = capitalBases(bank)
  const latest = (kind: string): Money | null =>
    bases.findLast((base) => base.kind === kind && base.validFrom <= on)?.amount ?? null
  return {
    netCapital: latest('net-capital'),
    tier1: latest('tier-1'),
    netAssets: latest('net-assets'),
  }
}

const currencies = [
  { currency: 'USD', level: 7_100_000 },
  { currency: 'EUR', level: 7_750_000 },
  { currency: 'HKD', level: 912_000 },
  { currency: 'CZK', level: 310_000 },
]

/** A made-up rate for each quarter: steady enough to count foreign balances of an import with. */
export function exchangeRates({ time }: DemoBank) {
  return currencies.flatMap(({ currency, level }, place) =>
    Array.from({ length: 12 }, (_, quarter) => ({
      currency,
      day: addMonths(time.first, quarter * 3),
      rateMillionths: Math.round(level * (1 + Math.sin(quarter + place) / 60)),
      source: '演示汇率',
    })),
  )
}
