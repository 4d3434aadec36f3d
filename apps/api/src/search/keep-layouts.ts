import { refuseIf } from '@banyan/domain/refused'
import { Layout, LayoutKey } from '@banyan/domain/search/layout'
import { z } from 'zod'
import type { StaffContext } from '../access/staff-context.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { deleteLayout, listLayouts, putLayout } from './layouts.queries.ts'

export const KeepLayout = z.strictObject({ key: LayoutKey, layout: Layout })
export const ForgetLayout = z.strictObject({ key: LayoutKey })

const mostLayouts = 200

/** How this person left a table or a page, for them alone. */
export async function keepLayout(context: StaffContext, asked: z.output<typeof KeepLayout>) {
  const kept = await listLayouts(context)
  const isNew = !kept.some(({ key }) => key === asked.key)
  refuseIf(isNew && kept.length >= mostLayouts ? 'too-many-layouts' : null)
  await putLayout(context, asked.key, asked.layout, context.now())
  await record(context, 'layout-kept', asked.key)
  return {}
}

export async function forgetLayout(context: StaffContext, { key }: z.output<typeof ForgetLayout>) {
  await deleteLayout(context, key)
  await record(context, 'layout-forgotten', key)
  return {}
}

function record(context: StaffContext, action: string, key: string) {
  const { staff } = context
  return recordAudit(context, { entity: 'staff', id: staff.id, action, detail: { layout: key } })
}
