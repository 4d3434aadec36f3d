import { isDay } from '@banyan/domain/calendar'
import { checkClose } from '../close/check-close.ts'
import { closeDays } from '../close/close-days.ts'
import { asOperator, type Command, CommandFailed, operatorOf } from './command.ts'

/** Each day closes by itself, so that a run that was stopped can go on. */
export const closeCommand: Command = {
  name: 'close',
  usage:
    'close --institution CODE --to DATE [--check]: closes every open business day up to DATE; --check computes all anew beside it',
  takes: [],
  options: ['institution', 'to', 'check'],
  run: async (input) => {
    const to = input.options['to'] ?? ''
    if (!isDay(to)) throw new CommandFailed('--to DATE is missing, as YYYY-MM-DD')
    const place = await operatorOf(input)
    const { world } = input
    const closer = await asOperator(world, place, async ({ institution, staff, requestId }) => ({
      institution,
      staff,
      requestId,
    }))
    const closed = await closeDays(world.resources, closer, to)
    const { closedDays, businessDay, rows } = closed
    const steps = Object.entries(rows).map(([step, count]) => `${step} ${count}`)
    const text = `${closedDays} days closed (${steps.join(', ') || 'nothing to do'}); the business day is ${businessDay}`
    if (input.options['check'] !== 'true') return { ok: true, json: closed, text }
    const check = await asOperator(world, place, (context) =>
      checkClose(context, { mostReplayed: Infinity }),
    )
    return {
      ok: check.differences.length === 0,
      json: { ...closed, check },
      text: `${text}\n${check.loans} loans computed anew, ${check.differences.length} differences`,
    }
  },
}
