import { type DisbursementFacts, disbursementRefusal } from '@banyan/domain/loans/disbursement'
import type { Day } from '@banyan/domain/calendar'
import { onePeriodAfter } from '@banyan/domain/loans/schedule-terms'
import type { StaffContext } from '../access/staff-context.ts'
import { type ApplicationRow, findApplication } from '../applications/applications.queries.ts'
import {
  type Exposure,
  exposureTotals,
  getExposure,
  limitsLeft,
} from '../groups/exposure.queries.ts'
import { evidenceStanding } from '../evidence/evidence-standing.ts'
import { found } from '../not-found.ts'
import { type Approval, type ContractRow, findApproval, findContract } from './contracts.queries.ts'

export interface Contracted {
  application: ApplicationRow
  contract: ContractRow
  approval: Approval
}

export async function readContracted(
  context: StaffContext,
  application: ApplicationRow,
): Promise<Contracted> {
  const contract = found(await findContract(context, application.id), 'contract')
  const approval = found(await findApproval(context, application.id), 'decision')
  return { application, contract, approval }
}

/** The days of a schedule that is paid out on a day: due for the first time one period later. */
export function paidOutOn(terms: ContractRow['terms'], disbursedOn: Day) {
  const { frequency, every, instalments } = terms
  const [agreed] = instalments ?? []
  return {
    disbursedOn,
    firstDueOn: agreed?.dueOn ?? onePeriodAfter(disbursedOn, frequency, every),
  }
}

export function exposureQuestion(
  { institution, businessDay }: StaffContext,
  { customerId }: Pick<ApplicationRow, 'customerId'>,
) {
  const { id: institutionId, currency } = institution
  return { institutionId, currency, businessDay, customerId }
}

export function disbursementFacts(
  { institution, staff, businessDay }: StaffContext,
  { application, contract, approval }: Contracted,
  exposure: Exposure,
): DisbursementFacts {
  const { madeBy, signedOn, terms } = contract
  const { unknownCurrencies, capitalBases } = exposure
  return {
    status: application.status,
    contract: { madeBy, signedOn, principal: terms.principal },
    approved: approval.amount,
    reservation: approval.reservation,
    disburser: staff,
    businessDay,
    institution: { kind: institution.kind, bases: capitalBases },
    exposure: { ...exposureTotals(exposure), unknownCurrencies },
    ...limitsLeft(exposure),
  }
}

/** What paying the contract out would do on the business day, and why it would be refused. */
export async function weighDisbursement(context: StaffContext, input: { applicationId: string }) {
  const application = found(await findApplication(context, input.applicationId), 'application')
  const contracted = await readContracted(context, application)
  const exposure = await getExposure(context.tx, exposureQuestion(context, application))
  const evidence = await evidenceStanding(context, application.customerId)
  const facts = { ...disbursementFacts(context, contracted, exposure), evidence }
  const { contract } = contracted
  const { customerUsed, customerReserved, used, reserved, groupName, groupLimit } = exposure
  return {
    refusal: disbursementRefusal(facts),
    contractNumber: contract.number,
    principal: contract.terms.principal,
    ...paidOutOn(contract.terms, context.businessDay),
    customer: { used: customerUsed, reserved: customerReserved },
    group: groupName === null ? null : { name: groupName, used, reserved, limit: groupLimit },
  }
}
