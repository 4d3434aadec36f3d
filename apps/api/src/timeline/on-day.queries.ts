import { sql } from 'kysely'

/** Noon of a business day, where only the day of something is kept. */
export const onDay = (column: string) =>
  sql.raw(`(${column}::timestamp + interval '12 hours') at time zone 'Asia/Shanghai'`)
