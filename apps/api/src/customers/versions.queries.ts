import type { StaffContext } from '../access/staff-context.ts'
import type { FileBody } from './file-body.ts'

type Place = Pick<StaffContext, 'tx' | 'institution'>

/** Every version of a file, the latest first, with who made it. */
export async function listVersions({ tx, institution }: Place, customerId: string) {
  const rows = await tx
    .selectFrom('customerVersion as version')
    .leftJoin('staff', (join) =>
      join
        .onRef('staff.institutionId', '=', 'version.institutionId')
        .onRef('staff.id', '=', 'version.changedBy'),
    )
    .select([
      'version.version',
      'version.body',
      'version.pii',
      'version.validFrom',
      'version.validTo',
      'version.knownFrom',
      'version.knownTo',
      'version.reason',
      'version.source',
      'version.fields',
      'version.changedBy as changedById',
      'staff.name as changedBy',
    ])
    .where('version.institutionId', '=', institution.id)
    .where('version.customerId', '=', customerId)
    .orderBy('version.version', 'desc')
    .execute()
  return rows.map((row) => ({ ...row, body: row.body as FileBody }))
}

export type VersionEntry = Awaited<ReturnType<typeof listVersions>>[number]
