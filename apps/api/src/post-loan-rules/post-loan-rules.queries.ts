import type { StaffContext } from '../access/staff-context.ts'

type Place = Pick<StaffContext, 'tx' | 'institution'>

export const ruleKinds = ['inspection', 'warning', 'collection', 'repricing'] as const
export type RuleKind = (typeof ruleKinds)[number]

/** The latest approved version that is valid on a day; undefined while nobody has decided any. */
export function findRulesInForce({ tx, institution }: Place, kind: RuleKind, on: string) {
  return tx
    .selectFrom('postLoanRules')
    .select(['version', 'validFrom', 'body'])
    .where('institutionId', '=', institution.id)
    .where('kind', '=', kind)
    .where('status', '=', 'approved')
    .where('validFrom', '<=', on)
    .orderBy('validFrom', 'desc')
    .orderBy('version', 'desc')
    .executeTakeFirst()
}

export function listRuleVersions({ tx, institution }: Place, kind: RuleKind) {
  return tx
    .selectFrom('postLoanRules as rules')
    .innerJoin('staff as maker', (join) =>
      join
        .onRef('maker.institutionId', '=', 'rules.institutionId')
        .onRef('maker.id', '=', 'rules.madeBy'),
    )
    .leftJoin('staff as decider', (join) =>
      join
        .onRef('decider.institutionId', '=', 'rules.institutionId')
        .onRef('decider.id', '=', 'rules.decidedBy'),
    )
    .select([
      'rules.version',
      'rules.validFrom',
      'rules.status',
      'rules.source',
      'rules.reason',
      'rules.body',
      'rules.madeBy as madeById',
      'maker.name as madeBy',
      'rules.madeAt',
      'decider.name as decidedBy',
      'rules.decidedAt',
      'rules.note',
    ])
    .where('rules.institutionId', '=', institution.id)
    .where('rules.kind', '=', kind)
    .orderBy('rules.version', 'desc')
    .limit(100)
    .execute()
}

export function lockRuleVersion(
  { tx, institution }: Place,
  { kind, version }: { kind: RuleKind; version: number },
) {
  return tx
    .selectFrom('postLoanRules')
    .select(['version', 'validFrom', 'status', 'madeBy'])
    .where('institutionId', '=', institution.id)
    .where('kind', '=', kind)
    .where('version', '=', version)
    .forUpdate()
    .executeTakeFirst()
}

export interface RuleVersionRow {
  institutionId: string
  kind: RuleKind
  version: number
  validFrom: string
  status: 'waiting'
  source: string
  reason: string
  body: string
  madeBy: string
  madeAt: Date
}

export async function insertRuleVersion({ tx }: Place, row: RuleVersionRow): Promise<void> {
  await tx.insertInto('postLoanRules').values(row).execute()
}

export async function setRuleDecision(
  { tx, institution }: Place,
  { kind, version }: { kind: RuleKind; version: number },
  decision: { status: 'approved' | 'refused'; decidedBy: string; decidedAt: Date; note: string },
): Promise<void> {
  await tx
    .updateTable('postLoanRules')
    .set(decision)
    .where('institutionId', '=', institution.id)
    .where('kind', '=', kind)
    .where('version', '=', version)
    .execute()
}
