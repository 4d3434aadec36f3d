import type { Day } from '@banyan/domain/calendar'
import type { Money } from '@banyan/domain/money'
import type { StaffContext } from '../../access/staff-context.ts'

/** Net assets by the last statement on file before the day, of those who have one. */
export async function listNetAssets(
  _context: StaffContext,
  _customerIds: readonly string[],
  _on: Day,
): Promise<ReadonlyMap<string, Money>> {
  return new Map()
}
