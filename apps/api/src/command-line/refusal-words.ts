import type { FileTroubleReason } from '../imports/tables/file-trouble.ts'

const words: Readonly<Record<string, string>> = {
  'file-is-empty': 'the file is empty',
  'header-missing': 'the first row holds no header',
  'header-twice': 'two columns have the same name',
  'encoding-unknown': 'the encoding is not known; save the file as UTF-8 or GBK',
  'too-many-columns': 'there are more than 500 columns',
  'row-too-long': 'a row is too long; a quotation mark or line end may be missing',
  'file-too-large': 'the file is too large',
  'file-damaged': 'the file is damaged and cannot be opened',
  'file-encrypted': 'the file has a password; remove it first',
  'old-excel-file': 'this is an old .xls file; save it as .xlsx or CSV',
  'archive-refused': 'the archive is built in a harmful way and was not opened',
  'document-type-refused': 'the file brings definitions of its own and was not opened',
  'no-worksheet': 'the workbook holds no sheet',
} satisfies Record<FileTroubleReason, string>

const otherWords: Readonly<Record<string, string>> = {
  'mapping-does-not-fit': 'the columns do not fit the file',
  'customer-not-found': 'no customer has this number or id',
  'business-day-not-reached': 'that day, or that instant, has not come yet',
  'group-not-found': 'no group has this number, and no customer with it belongs to a group',
}

/** A reason as the rules give it, `reason` or `reason: detail`, for the person at the terminal; the reason stays readable. */
export function inWords(refusal: string): string {
  const [reason = ''] = refusal.split(':')
  const said = words[reason] ?? otherWords[reason]
  return said === undefined ? refusal : `${said} (${refusal})`
}
