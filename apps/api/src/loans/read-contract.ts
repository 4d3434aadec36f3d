import type { KeptContractTerms } from '@banyan/domain/products/contract-terms'
import type { StaffContext } from '../access/staff-context.ts'
import { findApplication } from '../applications/applications.queries.ts'
import { found } from '../not-found.ts'
import { findContractText } from './contracts.queries.ts'

/** The contract as it was signed, with its digest, and the loan it became; null before there is one. */
export async function readContract(context: StaffContext, input: { applicationId: string }) {
  found(await findApplication(context, input.applicationId), 'application')
  const contract = await findContractText(context, input.applicationId)
  if (!contract) return null
  // The terms were written from this type.
  const kept = contract.terms as unknown as KeptContractTerms
  const { principal, annualRate, periods, method, ratePlan = null } = kept
  const terms = { principal, annualRate, periods, method, ratePlan }
  return { ...contract, digest: contract.digest.toString('hex'), terms }
}
