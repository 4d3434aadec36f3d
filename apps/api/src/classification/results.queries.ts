import type { Classification } from '@banyan/domain/classification/classify'
import type { ClassificationFacts } from '@banyan/domain/classification/facts'
import type { Tier } from '@banyan/domain/classification/tiers'
import type { StageReason } from '@banyan/domain/provisions/stages'
import type { StaffContext } from '../access/staff-context.ts'

type Place = Pick<StaffContext, 'tx' | 'institution'>

interface KeptResult {
  facts: ClassificationFacts
  result: Classification
  stageReasons: StageReason[]
}

/** The last result that said something new of a loan: facts, rules hit, evidence; nulls where there is none. */
export async function lastResult({ tx, institution }: Place, loanId: string) {
  const row = await tx
    .selectFrom('classResult')
    .leftJoin('ruleVersion', (join) =>
      join
        .onRef('ruleVersion.institutionId', '=', 'classResult.institutionId')
        .onRef('ruleVersion.id', '=', 'classResult.ruleVersionId'),
    )
    .select(['classResult.body', 'classResult.day', 'ruleVersion.number as rulesVersion'])
    .where('classResult.institutionId', '=', institution.id)
    .where('classResult.loanId', '=', loanId)
    .orderBy('classResult.id', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!row) return { result: null, facts: null, stageReasons: [], day: null, rulesVersion: null }
  const { facts, result, stageReasons } = row.body as unknown as KeptResult
  return { result, facts, stageReasons, day: row.day, rulesVersion: row.rulesVersion }
}

/** Every tier a loan was believed to have, with when it held and when it was known. */
export async function listTierHistory({ tx, institution }: Place, loanId: string) {
  const rows = await tx
    .selectFrom('loanTier')
    .select(['tier', 'validFrom', 'validTo', 'knownFrom', 'knownTo', 'daysPastDue', 'basis'])
    .where('institutionId', '=', institution.id)
    .where('loanId', '=', loanId)
    .orderBy('validFrom')
    .orderBy('knownFrom')
    .limit(500)
    .execute()
  return rows.map(({ tier, knownFrom, knownTo, ...row }) => ({
    ...row,
    tier: tier as Tier,
    knownFrom: knownFrom.toISOString(),
    knownTo: knownTo?.toISOString() ?? null,
  }))
}
