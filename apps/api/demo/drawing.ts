import { addDays, type Day } from '@banyan/domain/calendar'
import { type Money, money } from '@banyan/domain/money'
import type { DemoBank } from './bank.ts'
import { workdayFrom } from './business-time.ts'
import type { Drawdown } from './loan-life.ts'
import { Random } from './random.ts'
import type { Story } from './story.ts'

const drawnInParts: Readonly<Record<string, number>> = {
  'working-capital': 0.16,
  'fixed-asset': 0.4,
  business: 0.05,
  'micro-business': 0.08,
}

const thousandYuan = 100_000

/** Whether all of the contract is paid out at once; otherwise its first part, and when the others follow. */
export function firstDraw(
  bank: DemoBank,
  { product, party, contract, reservation }: Story,
  on: Day,
): { drawn: Money | null; later: Drawdown[] } {
  const principal = contract?.terms.principal ?? 0
  const random = new Random(`${bank.plan.code}/${party.number}/${on}/draws`)
  const isInParts = random.chance(drawnInParts[product.code] ?? 0)
  if (!isInParts || !reservation || principal < 20 * thousandYuan) {
    return { drawn: null, later: [] }
  }
  const parts = random.whole(2, 3)
  const each = Math.floor(principal / parts / thousandYuan) * thousandYuan
  const later: Drawdown[] = []
  let drawnOn = on
  for (let part = 1; part < parts; part++) {
    drawnOn = workdayFrom(addDays(drawnOn, random.whole(12, 34)))
    const isLastPart = part === parts - 1
    const amount = money(isLastPart ? principal - each * (parts - 1) : each)
    if (drawnOn <= reservation.expiresOn) later.push({ kind: 'draws', on: drawnOn, amount })
  }
  return { drawn: money(each), later }
}
