import type { Tx } from '@banyan/database'

/** What a look at a loan has left in its row. */
export function loanClass(tx: Tx, institutionId: string, loanId: string) {
  return tx
    .selectFrom('loan')
    .select(['tier', 'tierBasis', 'claimTier', 'otherFloor', 'manualTier', 'stage', 'allowance'])
    .select(['nextTierOn', 'defaultedOn', 'balance'])
    .where('institutionId', '=', institutionId)
    .where('id', '=', loanId)
    .executeTakeFirstOrThrow()
}

/** A fact in force, without the steps that lead there. */
export async function factRow(
  tx: Tx,
  fact: {
    institutionId?: string
    id?: string
    customerId: string
    loanId?: string
    kind: string
    value: object
    validFrom?: string
    madeBy?: string
    madeAt?: Date
  },
): Promise<void> {
  const { institutionId = '', id = '', validFrom = '', madeBy = '', madeAt = new Date(0) } = fact
  await tx
    .insertInto('classFact')
    .values({
      ...fact,
      institutionId,
      id,
      validFrom,
      madeBy,
      madeAt,
      value: JSON.stringify(fact.value),
      evidence: 'test',
      status: 'in-force',
    })
    .execute()
}
