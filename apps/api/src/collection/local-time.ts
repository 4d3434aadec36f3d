import { type Day, dayFromNumber, dayNumber } from '@banyan/domain/calendar'
import type { TimeOfDay } from '@banyan/domain/collection/collection-rules'

const minutesAhead = 8 * 60
const minutesOfDay = 24 * 60

/** The day and the time of an instant as clocks in China show it: eight hours ahead, the whole year. */
export function localTime(at: Date): { on: Day; time: TimeOfDay } {
  const minutes = Math.floor(at.getTime() / 60_000) + minutesAhead
  const onDay = Math.floor(minutes / minutesOfDay)
  const ofDay = minutes - onDay * minutesOfDay
  const two = (part: number) => String(part).padStart(2, '0')
  return {
    on: dayFromNumber(onDay),
    time: `${two(Math.floor(ofDay / 60))}:${two(ofDay % 60)}`,
  }
}

/** The instant at which clocks in China show a day and a time. */
export function instantOf({ on, time }: { on: Day; time: TimeOfDay }): Date {
  const [hours, minutes] = time.split(':').map(Number) as [number, number]
  const ofDay = hours * 60 + minutes
  return new Date((dayNumber(on) * minutesOfDay + ofDay - minutesAhead) * 60_000)
}
