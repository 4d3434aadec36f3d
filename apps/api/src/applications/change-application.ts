import type { ApplicationChange, ApplicationTerms } from '@banyan/domain/applications/application'
import { isEditable } from '@banyan/domain/applications/application-status'
import { Refused } from '@banyan/domain/refused'
import type { StaffContext } from '../access/staff-context.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { type ApplicationRow, setTerms } from './applications.queries.ts'
import { refuseUnlessOffered } from './draft-application.ts'
import { lockApplication, type StepTaken } from './take-step.ts'

/** Replaces the terms of a draft, or of an application returned for supplement. */
export async function changeApplication(
  context: StaffContext,
  { terms, ...request }: ApplicationChange,
): Promise<StepTaken> {
  const application = await lockApplication(context, request)
  if (!isEditable(application.status)) throw new Refused('not-editable')
  const { id, number, status, version } = application
  const changed = changedFields(application, terms)
  if (changed.length === 0) return { id, number, status, version }
  if (changed.includes('product')) await refuseUnlessOffered(context, terms.product)

  await setTerms(context, id, terms)
  const detail = { fields: changed, ...beforeAndAfter(application, terms, changed) }
  await recordAudit(context, { entity: 'application', id, action: 'change', detail })
  return { id, number, status, version: version + 1 }
}

type Field = keyof ApplicationTerms

function changedFields(before: ApplicationRow, after: ApplicationTerms): Field[] {
  const fields = Object.keys(after) as Field[]
  return fields.filter((field) => {
    const value = field === 'guarantee' ? (after.guarantee ?? 'credit') : after[field]
    return before[field] !== value
  })
}

/** Free text may name people, so the chain says only that it changed. */
const freeText: readonly Field[] = ['purpose', 'repaymentSource']

function beforeAndAfter(
  before: ApplicationTerms,
  after: ApplicationTerms,
  fields: readonly Field[],
) {
  const shown = fields.filter((field) => !freeText.includes(field))
  const valuesOf = (terms: ApplicationTerms) =>
    Object.fromEntries(shown.map((field) => [field, terms[field]]))
  return { before: valuesOf(before), after: valuesOf(after) }
}
