import type { Tx } from '@banyan/database'
import type { Day } from '@banyan/domain/calendar'

export const ruleKinds = ['classification', 'expected-loss', 'provision'] as const
export type RuleKind = (typeof ruleKinds)[number]

export interface RuleVersion {
  id: string
  kind: RuleKind
  number: number
  validFrom: Day
  body: unknown
  source: string
  note: string
  status: 'waiting' | 'in-force' | 'refused'
  madeBy: string
  maker: string
  madeAt: Date
  decider: string | null
  decidedAt: Date | null
  decisionNote: string | null
}

/** The versions that count on a day, at most one of each kind: the latest to begin. */
export async function listRulesInForce(
  tx: Tx,
  institutionId: string,
  day: Day,
): Promise<Pick<RuleVersion, 'id' | 'kind' | 'number' | 'body'>[]> {
  const rows = await tx
    .selectFrom('ruleVersion')
    .distinctOn('kind')
    .select(['id', 'kind', 'number', 'body'])
    .where('institutionId', '=', institutionId)
    .where('status', '=', 'in-force')
    .where('validFrom', '<=', day)
    .orderBy('kind')
    .orderBy('validFrom', 'desc')
    .orderBy('number', 'desc')
    .execute()
  return rows as Pick<RuleVersion, 'id' | 'kind' | 'number' | 'body'>[]
}

function versions(tx: Tx, institutionId: string) {
  return tx
    .selectFrom('ruleVersion as version')
    .innerJoin('staff as maker', (join) =>
      join
        .onRef('maker.institutionId', '=', 'version.institutionId')
        .onRef('maker.id', '=', 'version.madeBy'),
    )
    .leftJoin('staff as decider', (join) =>
      join
        .onRef('decider.institutionId', '=', 'version.institutionId')
        .onRef('decider.id', '=', 'version.decidedBy'),
    )
    .select(['version.id', 'version.kind', 'version.number', 'version.validFrom', 'version.body'])
    .select(['version.source', 'version.note', 'version.status', 'version.madeBy'])
    .select(['version.madeAt', 'version.decidedAt', 'version.decisionNote'])
    .select(['maker.name as maker', 'decider.name as decider'])
    .where('version.institutionId', '=', institutionId)
}

/** Every version of a kind, newest first. */
export async function listRuleVersions(
  tx: Tx,
  institutionId: string,
  kind: RuleKind,
): Promise<RuleVersion[]> {
  const rows = await versions(tx, institutionId)
    .where('version.kind', '=', kind)
    .orderBy('version.number', 'desc')
    .limit(100)
    .execute()
  return rows as RuleVersion[]
}

/** A version that waits, held until the transaction ends. */
export async function lockRuleVersion(tx: Tx, institutionId: string, id: string) {
  const row = await tx
    .selectFrom('ruleVersion')
    .select(['id', 'kind', 'number', 'validFrom', 'status', 'madeBy'])
    .where('institutionId', '=', institutionId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  return row as
    | Pick<RuleVersion, 'id' | 'kind' | 'number' | 'validFrom' | 'status' | 'madeBy'>
    | undefined
}

export interface NewRuleVersion {
  institutionId: string
  id: string
  kind: RuleKind
  number: number
  validFrom: Day
  body: string
  source: string
  note: string
  madeBy: string
  madeAt: Date
}

export async function insertRuleVersion(tx: Tx, row: NewRuleVersion): Promise<void> {
  await tx
    .insertInto('ruleVersion')
    .values({ ...row, status: 'waiting' })
    .execute()
}

export async function setRuleDecision(
  tx: Tx,
  institutionId: string,
  id: string,
  decision: {
    status: 'in-force' | 'refused'
    decidedBy: string
    decidedAt: Date
    decisionNote: string
    validFrom: Day
  },
): Promise<void> {
  await tx
    .updateTable('ruleVersion')
    .set(decision)
    .where('institutionId', '=', institutionId)
    .where('id', '=', id)
    .execute()
}
