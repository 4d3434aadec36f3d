import { NewCapitalBase } from '@banyan/domain/decisions/capital-base'
import { exposureLimits } from '@banyan/domain/decisions/exposure-limits'
import { Scorecard } from '@banyan/domain/scoring/scorecard'
import type { StaffContext } from '../access/staff-context.ts'
import { allowedTo, createRouter, nothing } from '../trpc.ts'
import { addBranch, NewBranch } from './add-branch.ts'
import { recordCapitalBase } from './record-capital-base.ts'
import {
  listBranchesWithStaff,
  listCapitalBases,
  listScorecards,
  listStandingAuthorities,
} from './settings.queries.ts'

async function capitalBases({ tx, institution, businessDay }: StaffContext) {
  return {
    bases: await listCapitalBases(tx, institution.id, businessDay),
    limits: exposureLimits[institution.kind],
  }
}

async function scorecards({ tx, institution }: StaffContext) {
  const rows = await listScorecards(tx, institution.id)
  return rows.map(({ validFrom, body }) => {
    const { code, version, customerKind, grades, cutOffs, characteristics } = Scorecard.parse(body)
    return {
      code,
      version,
      customerKind,
      validFrom,
      grades,
      cutOffs,
      characteristicCount: characteristics.length,
    }
  })
}

export const settings = createRouter({
  authorities: allowedTo('see settings').read(nothing, ({ tx, institution, businessDay }) =>
    listStandingAuthorities(tx, institution.id, businessDay),
  ),
  capitalBases: allowedTo('see settings').read(nothing, capitalBases),
  branches: allowedTo('see settings').read(nothing, ({ tx, institution }) =>
    listBranchesWithStaff(tx, institution.id),
  ),
  scorecards: allowedTo('see settings').read(nothing, scorecards),
  recordCapitalBase: allowedTo('keep capital bases', { fresh: true }).write(
    NewCapitalBase,
    recordCapitalBase,
  ),
  addBranch: allowedTo('keep branches').write(NewBranch, addBranch),
})
