import type { CustomerDetails } from '@banyan/domain/customers/customer'

import type { PersonalData } from '../access/keys.ts'
import type { StaffContext } from '../access/staff-context.ts'
import { type FileRow, type HeldLicence, listLicences } from './customer-file.queries.ts'
import { joinFile } from './file-body.ts'

type SealedFile = Pick<FileRow, 'id' | 'wrapped' | 'keyVersion'>

/** What is personal in a file or in one of its versions, readable. Throws when it was moved from another row. */
export function openPersonal(
  { keys }: Pick<StaffContext, 'keys'>,
  { id, wrapped, keyVersion }: SealedFile,
  pii: Buffer | null,
): PersonalData {
  if (pii === null || wrapped === null || keyVersion === null) return {}
  return keys.openParty(id, wrapped, keyVersion, pii)
}

export interface OpenedFile {
  details: CustomerDetails
  personal: PersonalData
  licences: HeldLicence[]
}

/** The whole present file, personal data included: for rules and for further masking, never for a reply. */
export async function openFile(context: StaffContext, file: FileRow): Promise<OpenedFile> {
  const held = file.kind === 'company' ? await listLicences(context, file.id) : []
  const personal = openPersonal(context, file, file.pii)
  const licences = held.map(({ kind, number, issuedOn, expiresOn }) => ({
    kind,
    number,
    issuedOn,
    expiresOn,
  }))
  return { details: joinFile(file.body, personal, licences), personal, licences: held }
}
