import { type Lookup, Mapping } from '@banyan/domain/imports/mapping'
import type { LookupTable } from '@banyan/domain/imports/apply-mapping'
import { z } from 'zod'
import { delimiters } from './tables/csv-table.ts'
import { encodings } from './tables/encodings.ts'

/** How the file's text is read where the uploader knows better than its bytes tell. */
export const FileForm = z.strictObject({
  encoding: z.enum(encodings).optional(),
  delimiter: z.enum(delimiters).optional(),
})
export type FileForm = z.infer<typeof FileForm>

/** What is kept with a batch so that it can be carried out, or carried on, by any process. */
export const ImportPlan = z.strictObject({
  mapping: Mapping.nullable(),
  form: FileForm,
  language: z.enum(['zh', 'en']),
})
export type ImportPlan = z.infer<typeof ImportPlan>

export type LookupTables = Readonly<Record<string, LookupTable>>
export type LookupFiles = Readonly<Record<string, Lookup>>
