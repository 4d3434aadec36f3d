import { text } from 'node:stream/consumers'
import { buildSchedule, scheduleAsText } from '@banyan/domain/loans/schedule'
import { ScheduleTerms } from '@banyan/domain/loans/schedule-terms'
import { CommandFailed, type CommandResult } from './command.ts'

export const scheduleUsage = 'schedule: terms as JSON on standard input → the instalments'

/** Needs no database: terms as JSON on standard input, the schedule on standard output. */
export async function printSchedule(
  words: readonly string[],
  options: Record<string, string>,
): Promise<CommandResult> {
  const [option] = Object.keys(options)
  if (option !== undefined) throw new CommandFailed(`no option --${option}\n  ${scheduleUsage}`)
  if (words.length > 0) throw new CommandFailed(`one word too many: ${words.at(-1)}`)
  const given = await text(process.stdin)
  const parsed = ScheduleTerms.safeParse(readJson(given))
  if (!parsed.success) {
    const problems = parsed.error.issues.map(
      ({ path, message }) => `${path.join('.') || 'terms'}: ${message}`,
    )
    throw new CommandFailed(problems.join('\n'))
  }
  const schedule = scheduleAsText(buildSchedule(parsed.data))
  const lines = schedule.rows.map(({ number, dueOn, principal, interest, total, balance }) =>
    [number, dueOn, principal, interest, total, balance].join('\t'),
  )
  const { principal, interest, total } = schedule.totals
  return {
    ok: true,
    json: schedule,
    text: [...lines, `total\t\t${principal}\t${interest}\t${total}`].join('\n'),
  }
}

function readJson(given: string): unknown {
  try {
    return JSON.parse(given)
  } catch {
    throw new CommandFailed('standard input is not JSON')
  }
}
