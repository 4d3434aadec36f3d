import type { StepRequest } from '@banyan/domain/applications/application'
import { stepRefusal } from '@banyan/domain/applications/application-status'
import { type Gap, submissionGaps } from '@banyan/domain/applications/submission-gaps'
import { type DocumentKind, documentKinds } from '@banyan/domain/documents/document-kinds'
import { Refused, refuseIf } from '@banyan/domain/refused'
import type { StaffContext } from '../access/staff-context.ts'
import { type ApplicationRow, getApplicant, listPresentDocuments } from './applications.queries.ts'
import { findOffer } from '../products/products.queries.ts'
import { lockApplication, type StepTaken, takeStep } from './take-step.ts'

/** Hands the application to the reviewers. Refused as `incomplete` with every gap in the problems. */
export async function submitApplication(
  context: StaffContext,
  request: StepRequest,
): Promise<StepTaken> {
  const application = await lockApplication(context, request)
  refuseIf(stepRefusal('submit', application.status))
  const gaps = await gapsOf(context, application)
  if (gaps.length > 0) throw new Refused('incomplete', { problems: gaps })
  return takeStep(context, application, 'submit')
}

/** Everything that keeps the application from being submitted today. */
export async function gapsOf(context: StaffContext, application: ApplicationRow): Promise<Gap[]> {
  const customer = await getApplicant(context, application.customerId)
  const { businessDay } = context
  const product = await findOffer(context, application.product, businessDay)
  if (!product) return [{ field: 'product', reason: 'not-offered' }]
  const documents = await listPresentDocuments(context, application)
  return submissionGaps(application, {
    product,
    customer,
    on: businessDay,
    documents: documents.map(({ kind }) => kind).filter(isDocumentKind),
  })
}

function isDocumentKind(kind: string): kind is DocumentKind {
  return documentKinds.some((known) => known === kind)
}
