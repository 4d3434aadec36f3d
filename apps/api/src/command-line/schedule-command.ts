import { buildSchedule } from '@banyan/domain/loans/schedule'
import { ScheduleTerms } from '@banyan/domain/loans/schedule-terms'
import { scheduleAsText } from '@banyan/domain/loans/schedule-text'
import { isChineseWorkingDay } from '../chinese-working-days.ts'
import type { CommandResult } from './command.ts'
import { readTerms, termsFailed } from './read-terms.ts'

export const scheduleUsage =
  'schedule [FILE]: terms as JSON, on standard input or in FILE → the instalments'

/** Needs no database: terms as JSON, the schedule on standard output. */
export async function printSchedule(
  words: readonly string[],
  options: Record<string, string>,
): Promise<CommandResult> {
  const parsed = ScheduleTerms.safeParse(await readTerms(words, options, scheduleUsage))
  if (!parsed.success) throw termsFailed(parsed.error.issues)
  const schedule = scheduleAsText(buildSchedule(parsed.data, isChineseWorkingDay))
  const lines = schedule.rows.map(
    ({ number, dueOn, principal, interest, fee, capitalised, total, balance }) =>
      [number, dueOn, principal, interest, fee, capitalised, total, balance]
        .filter((cell) => cell !== undefined)
        .join('\t'),
  )
  const { principal, interest, fee, total } = schedule.totals
  const sums = ['total', '', principal, interest, fee, total].filter((cell) => cell !== undefined)
  const upfront = schedule.upfrontFee === undefined ? [] : [`upfront fee\t${schedule.upfrontFee}`]
  return {
    ok: true,
    json: schedule,
    text: [...lines, sums.join('\t'), ...upfront].join('\n'),
  }
}
