import { uuidv7 } from '@banyan/database'
import { day } from '@banyan/domain/calendar'
import type { SetTotal } from '@banyan/domain/decisions/exposure-limits'
import type { Money } from '@banyan/domain/money'
import { parseRate } from '@banyan/domain/rate'
import { sql } from 'kysely'
import type { TestBank, TestStaff } from '../testing.ts'

export const scoredTerms = { termMonths: 12, annualRate: parseRate('4.35') }

/** An application on the approval desk of each customer named, all of one amount. */
export async function scoredApplications(
  { inside }: Pick<TestBank, 'inside'>,
  officer: TestStaff,
  { customerIds, amount }: { customerIds: readonly string[]; amount: Money },
): Promise<string[]> {
  const ids = customerIds.map(() => uuidv7())
  await inside(officer, async ({ tx, institution, now }) => {
    const institutionId = institution.id
    const on = day('2026-10-15')
    const rows = ids.map((id, index) => ({
      institutionId,
      id,
      number: `SQ-${id.slice(-12)}`,
      customerId: customerIds[index] ?? '',
      product: 'working-capital',
      amount,
      ...scoredTerms,
      method: 'equal-instalment',
      purpose: '采购原料',
      status: 'scored' as const,
      branchId: officer.branchId,
      officerId: officer.staffId,
      madeBy: officer.staffId,
      createdOn: on,
      createdAt: now(),
      statusSince: now(),
      statusOn: on,
    }))
    await tx.insertInto('application').values(rows).execute()
    await sql`
      insert into score (institution_id, id, application_id, scorecard, scorecard_version, points, grade, outcome,
        inputs, contributions, reasons, made_by, made_at)
      select ${institutionId}, gen_random_uuid(), asked.id, card.code, card.version, 700, 'A', 'pass',
        '{}', '[]', '[]', ${officer.staffId}, ${now()}
      from unnest(${ids}::uuid[]) as asked(id),
        (select code, version from scorecard where institution_id = ${institutionId} limit 1) card`.execute(
      tx,
    )
  })
  return ids
}

/** A confirmed set of connected customers. */
export async function aConfirmedSet(
  { inside }: Pick<TestBank, 'inside'>,
  officer: TestStaff,
  { basis, customerIds }: { basis: SetTotal['basis']; customerIds: readonly string[] },
): Promise<string> {
  const id = uuidv7()
  const institutionId = officer.institution.id
  await inside(officer, async ({ tx, now }) => {
    const set = { institutionId, id, number: `K${id.slice(-8)}`, basis, name: '同一控制' }
    const digest = Buffer.alloc(32)
    await tx
      .insertInto('connectedSet')
      .values({
        ...set,
        rootCustomerId: customerIds[0] ?? '',
        status: 'confirmed',
        memberCount: customerIds.length,
        membersDigest: digest,
        needsAssessment: false,
        madeAt: now(),
      })
      .execute()
    const member = { institutionId, setId: id, reasons: '[]', validFrom: day('2026-01-01') }
    const rows = customerIds.map((customerId) => ({ ...member, id: uuidv7(), customerId }))
    await tx
      .insertInto('connectedSetMember')
      .values(rows.map((row) => ({ ...row, knownFrom: now() })))
      .execute()
  })
  return id
}

/** A limit allotted to a customer itself, in force. */
export async function aCustomerLimit(
  { inside }: Pick<TestBank, 'inside'>,
  officer: TestStaff,
  { customerId, amount }: { customerId: string; amount: Money },
): Promise<void> {
  await inside(officer, ({ tx, now }) =>
    tx
      .insertInto('customerLimit')
      .values({
        institutionId: officer.institution.id,
        id: uuidv7(),
        customerId,
        amount,
        isRevolving: true,
        validFrom: day('2026-01-01'),
        status: 'in-force',
        setBy: officer.staffId,
        setAt: now(),
        note: 'test',
      })
      .execute(),
  )
}

/** What these customers owe, and what is still reserved for them. */
export async function usedBy(
  { inside }: Pick<TestBank, 'inside'>,
  officer: TestStaff,
  customerIds: readonly string[],
): Promise<{ used: number; reserved: number }> {
  return inside(officer, async ({ tx, institution }) => {
    const { rows } = await sql<{ used: number; reserved: number }>`
      select
        (select coalesce(sum(balance), 0)::bigint from loan
          where institution_id = ${institution.id} and customer_id = any(${customerIds}::uuid[])) as used,
        (select coalesce(sum(amount), 0)::bigint from reservation
          where institution_id = ${institution.id} and customer_id = any(${customerIds}::uuid[])
            and status = 'open') as reserved`.execute(tx)
    return rows[0] ?? { used: 0, reserved: 0 }
  })
}

/** The limits of groups as they are in force. */
export async function limitsOf(
  { inside }: Pick<TestBank, 'inside'>,
  officer: TestStaff,
  groupIds: readonly string[],
): Promise<Map<string, number>> {
  const rows = await inside(officer, ({ tx, institution }) =>
    tx
      .selectFrom('groupLimit')
      .select(['groupId', 'amount'])
      .where('institutionId', '=', institution.id)
      .where('groupId', 'in', [...groupIds])
      .where('validTo', 'is', null)
      .execute(),
  )
  return new Map(rows.map(({ groupId, amount }) => [groupId, amount]))
}
