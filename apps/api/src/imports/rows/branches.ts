import type { StaffContext } from '../../access/staff-context.ts'
import { listBranches } from './customer-files.queries.ts'

/** The branches a file may name by code or name, as far as the importer reaches. */
export interface BranchChoice {
  find: (text: string) => string | undefined
  /** Where a party goes whose row names no branch. */
  usual: string
}

export async function branchChoice(context: StaffContext): Promise<BranchChoice> {
  const { tx, institution, scope, staff } = context
  const all = await listBranches(tx, institution.id)
  const isWide = scope.reach === 'institution'
  const within = isWide ? all : all.filter(({ id }) => scope.branchIds.includes(id))
  const known = new Map<string, string>()
  for (const { id, name } of within) known.set(name, id)
  for (const { id, code } of within) known.set(code.toLowerCase(), id)
  const headOffice = all.find(({ parentId }) => parentId === null)
  return {
    find: (text) => known.get(text.toLowerCase()) ?? known.get(text),
    usual: isWide ? (headOffice?.id ?? staff.branchId) : staff.branchId,
  }
}
