import { Refused } from '@banyan/domain/refused'
import type { z } from 'zod'
import { FileTrouble } from '../imports/tables/file-trouble.ts'
import { openTable } from '../imports/tables/read-table.ts'
import { isBlank } from '../imports/tables/table.ts'

/** More lines than a day's statement of one bank account has. */
const mostRows = 20_000

/** The rows of a table with named columns, each as the schema has it. Refused whole when one is not. */
export async function readSheet<S extends z.ZodType>(
  bytes: Buffer,
  schema: S,
): Promise<z.output<S>[]> {
  const rows: z.output<S>[] = []
  try {
    const table = await openTable(async function* () {
      yield bytes
    })
    const headers = table.headers.map((name) => name.trim().toLowerCase())
    for await (const lines of table.rows) {
      for (const { rowNumber, cells, trouble } of lines) {
        if (isBlank(cells)) continue
        const named = headers.map((name, index) => [name, cells[index] ?? ''])
        const { success, data } = schema.safeParse(Object.fromEntries(named))
        if (!success || trouble) throw unreadable(rowNumber)
        rows.push(data)
      }
      if (rows.length > mostRows) throw new Refused('too-many-rows')
    }
  } catch (error) {
    if (error instanceof FileTrouble) throw new Refused('file-is-not-readable', { cause: error })
    throw error
  }
  return rows
}

function unreadable(rowNumber: number): Refused {
  const reason = 'row-is-not-readable'
  return new Refused(reason, { problems: [{ field: String(rowNumber), reason }] })
}
