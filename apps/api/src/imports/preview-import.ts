import { createHash } from 'node:crypto'
import { mappingProblems } from '@banyan/domain/imports/apply-mapping'
import { columnsOf } from '@banyan/domain/imports/file-kinds'
import type { ImportKind } from '@banyan/domain/imports/file-kinds'
import { Mapping } from '@banyan/domain/imports/mapping'
import { suggestMapping } from '@banyan/domain/imports/suggest-mapping'
import { Refused } from '@banyan/domain/refused'
import { z } from 'zod'
import type { StaffContext } from '../access/staff-context.ts'
import { type BatchPlace, findMapping } from './batches.queries.ts'
import { getBatch } from './get-batch.ts'
import { FileForm, ImportPlan } from './import-plan.ts'
import { isAddedHeader } from './problems-file.ts'
import { FileTrouble } from './tables/file-trouble.ts'
import { type OpenedTable, openTable } from './tables/read-table.ts'
import { readFilePart, storedBytes } from './upload-file.ts'

export const PreviewImport = z.strictObject({ id: z.uuid(), form: FileForm.default({}) })

const rowsShown = 20

/** Opens a batch's file; what is wrong with it as a whole is a refusal with its reason. */
export async function openBatchFile(
  context: StaffContext,
  place: BatchPlace,
  form: FileForm,
): Promise<OpenedTable> {
  try {
    return await openTable(
      storedBytes((part) => readFilePart(context, place, part)),
      form,
    )
  } catch (error) {
    if (error instanceof FileTrouble) throw new Refused(`import-${error.reason}`)
    throw error
  }
}

/** One header line, whatever the order of its columns and whether it came from a file of refused rows. */
export function headerDigest(headers: readonly string[]): Buffer {
  const own = headers.filter((header) => !isAddedHeader(header)).toSorted()
  return createHash('sha256').update(JSON.stringify(own)).digest()
}

/** How the file was read, its first rows, and where its columns would go. */
export async function previewImport(
  context: StaffContext,
  { id, form }: z.output<typeof PreviewImport>,
) {
  const place = { institutionId: context.institution.id, batchId: id }
  const { kind, mapping } = await getBatch(context, id)
  const plan = ImportPlan.parse(mapping)
  const table = await openBatchFile(context, place, { ...plan.form, ...form })
  const rows: { rowNumber: number; cells: string[]; trouble: string | null }[] = []
  for await (const portion of table.rows) {
    for (const { rowNumber, cells, trouble = null } of portion) {
      if (rows.length < rowsShown) rows.push({ rowNumber, cells: cells.map(shownCell), trouble })
    }
    if (rows.length >= rowsShown) break
  }
  const { headers } = table
  const remembered = await rememberedMapping(context, kind, headers)
  return {
    form: table.form,
    headers,
    rows,
    suggested: suggestMapping(headers, kind),
    remembered,
    columns: columnsOf(kind).map(({ name, title, isRequired }) => ({ name, title, isRequired })),
  }
}

/** A long number is personal as likely as not: its middle stays hidden before anyone has said what it is. */
function shownCell(text: string): string {
  const cut = text.length > 80 ? `${text.slice(0, 80)}…` : text
  return cut.replace(
    /\d{11,}[\dXx]?/g,
    (number) => `${number.slice(0, 3)}${'*'.repeat(number.length - 7)}${number.slice(-4)}`,
  )
}

/** What this header line was mapped to last time, where it still fits. */
async function rememberedMapping(
  { tx, institution }: StaffContext,
  kind: ImportKind,
  headers: readonly string[],
): Promise<Mapping | null> {
  const kept = await findMapping(tx, institution.id, kind, headerDigest(headers))
  const parsed = Mapping.safeParse(kept?.mapping)
  if (!parsed.success || mappingProblems(parsed.data, kind, headers).length > 0) return null
  return parsed.data
}
