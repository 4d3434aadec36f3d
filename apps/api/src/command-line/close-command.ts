import { isDay } from '@banyan/domain/calendar'
import { closeDays } from '../monitoring/close-days.ts'
import { asOperator, type Command, CommandFailed, operatorOf } from './command.ts'

/** Each day closes in a transaction of its own, so that a run that was stopped can go on. */
export const closeCommand: Command = {
  name: 'close',
  usage: 'close --institution CODE --to DATE: closes every open business day up to DATE',
  takes: [],
  options: ['institution', 'to'],
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
    const { closedDays, businessDay, tiersChanged } = closed
    const text = `${closedDays} days closed, ${tiersChanged} loans in another tier; the business day is ${businessDay}`
    return { ok: true, json: closed, text }
  },
}
