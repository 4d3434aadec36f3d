import { Day } from '@banyan/domain/calendar'
import { z } from 'zod'
import { shownName } from '../../access/masking.ts'
import type { StaffContext } from '../../access/staff-context.ts'
import { cursorOf } from '../../cursor.ts'
import { allowedTo, createRouter } from '../../trpc.ts'
import {
  AnswerFileUpdate,
  answerFileUpdate,
  AskFileUpdate,
  askFileUpdate,
} from './answer-file-update.ts'
import { fileUpdateStates, listFileUpdates } from './file-updates.queries.ts'

const FileUpdatePage = z.strictObject({
  state: z.enum([...fileUpdateStates, 'late']).optional(),
  mine: z.boolean().optional(),
  customerId: z.uuid().optional(),
  cursor: cursorOf(Day, z.uuid()).optional(),
  limit: z.int().min(1).max(100).default(50),
})

async function list(context: StaffContext, { limit, ...filter }: z.output<typeof FileUpdatePage>) {
  const found = await listFileUpdates(context, { ...filter, limit: limit + 1 })
  const rows = found.slice(0, limit).map((row) => ({
    ...row,
    customerName: shownName(context, row.customerKind, row.customerName),
  }))
  const last = rows.at(-1)
  return { rows, next: found.length > limit && last ? `${last.dueOn}|${last.id}` : null }
}

export const fileUpdates = createRouter({
  list: allowedTo('see inspections').read(FileUpdatePage, list),
  ask: allowedTo('ask for file updates').write(AskFileUpdate, askFileUpdate),
  answer: allowedTo('ask for file updates').write(AnswerFileUpdate, answerFileUpdate),
})
