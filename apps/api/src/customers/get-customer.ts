import { day } from '@banyan/domain/calendar'
import {
  type ActivationRefusal,
  activationRefusal,
  missingLicences,
} from '@banyan/domain/customers/customer-status'
import { fileVersion } from '@banyan/domain/customers/file-version'
import { ageOn } from '@banyan/domain/customers/identity-number'
import { shownName } from '../access/masking.ts'
import type { StaffContext } from '../access/staff-context.ts'
import { findFile, findStanding, listOtherNames } from './customer-file.queries.ts'
import { openFile } from './open-file.ts'
import { shownFile } from './shown-file.ts'

/** A customer's file as an officer opens it, and the note that they did. */
export async function getCustomer(context: StaffContext, { id }: { id: string }) {
  const file = await findFile(context, id)
  const { details, licences } = await openFile(context, file)
  const standing = await findStanding(context, id)
  const otherNames = await listOtherNames(context, id)
  context.noteAccess(id, 'file')
  const { number, kind, status, isPartial, branchId, officerId, bornOn, sex, source } = file
  const refusal: ActivationRefusal | null = activationRefusal(
    { status, details },
    licences,
    context.businessDay,
  )
  const missing =
    details.kind === 'company'
      ? missingLicences(details.companyType, licences, context.businessDay)
      : []
  return {
    id,
    number,
    label: fileVersion(number, file.fileVersion),
    kind,
    name: shownName(context, kind, file.name),
    status,
    isPartial,
    fileVersion: file.fileVersion,
    validFrom: file.validFrom,
    source,
    createdAt: file.createdAt.toISOString(),
    changedAt: file.changedAt.toISOString(),
    age: bornOn === null ? null : ageOn(day(bornOn), context.businessDay),
    bornOn,
    sex,
    branch: { id: branchId, name: standing.branchName },
    officer:
      officerId === null
        ? null
        : { id: officerId, name: standing.officerName, number: standing.officerNumber },
    group: standing.groupId === null ? null : groupOf(context, standing),
    mergedInto: successorOf(context, kind, standing),
    otherNames: otherNames.map((other) => ({
      ...other,
      name: shownName(context, kind, other.name),
    })),
    details: shownFile(context, details),
    licences,
    missingLicences: missing,
    activationRefusal: refusal,
  }
}

type Standing = Awaited<ReturnType<typeof findStanding>>

/** The customer that this one became when two files were made one. */
function successorOf(
  context: StaffContext,
  kind: string,
  { successorId: id, successorNumber: number, successorName: name }: Standing,
) {
  if (id === null || number === null) return null
  return { id, number, name: shownName(context, kind, name ?? '') }
}

/** A group is named for its root, which may be a person. */
function groupOf(context: StaffContext, { groupId, groupNumber, groupName }: Standing) {
  const name = groupName ?? ''
  return { id: groupId, number: groupNumber, name: context.hidesNames ? null : name }
}
