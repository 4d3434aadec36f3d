import { uuidv7 } from '@banyan/database'
import { readTree } from '@banyan/api/groups/read-tree'
import { buffer } from 'node:stream/consumers'
import { to as copyTo } from 'pg-copy-streams'
import type { BenchBank } from './bench-bank.ts'
import { type Measure, measure, median, times } from './measure.ts'

/** A group whose members each hang under a member a few places before, nine levels deep or so. */
async function makeGroup(
  { owner, institution, branchIds, staffId }: BenchBank,
  size: number,
): Promise<string> {
  const groupId = uuidv7()
  const number = `G${String(size).padStart(6, '0')}`
  const branch = branchIds[0] ?? ''
  await owner.query(
    `insert into customer_group (institution_id, id, number, name, name_sort, status, lead_branch_id, member_count, made_by, made_at)
    values ($1, $2, $3, $3, $3, 'confirmed', $4, $5, $6, now())`,
    [institution.id, groupId, number, branch, size, staffId],
  )
  await owner.query(
    `create temp table node as
    select gen_random_uuid() as id, i, case when i = 0 then null else (i - 1) / 3 end as parent from generate_series(0, $1::int - 1) as i`,
    [size],
  )
  await owner.query(
    `insert into customer (institution_id, id, number, kind, name, name_sort, status, branch_id, officer_id, source, created_by, created_at, changed_at)
    select $1, id, $2 || '-' || i, 'company', '测速公司' || i, 'c' || i, 'active', $3, $4, 'bench', $4, now(), now() from node`,
    [institution.id, number, branch, staffId],
  )
  await owner.query(
    `insert into group_member (institution_id, id, group_id, customer_id, reason, valid_from, known_from)
    select $1, gen_random_uuid(), $2, id, 'bench', '2026-01-01', now() from node`,
    [institution.id, groupId],
  )
  await owner.query(
    `insert into group_node (institution_id, customer_id, group_id, parent_id, direct_percent, depth, position, subtree_size)
    select $1, child.id, $2, parent.id, 60000000, 1, child.i, 1 from node child left join node parent on parent.i = child.parent`,
    [institution.id, groupId],
  )
  await owner.query(
    `insert into loan (institution_id, id, number, customer_id, disbursed_by, product, currency, principal, balance, annual_rate, method, frequency, day_count, rounding, periods, disbursed_on, first_due_on, matures_on, status, tier, is_consumer, branch_id, officer_id, source, created_at)
    select $1, gen_random_uuid(), $2 || '-L' || i, id, $4, 'imported', 'CNY', 1000000, 500000, 4350000, 'equal-instalment', 'monthly', '30/360', 'half-up', 12, '2026-01-10', '2026-02-10', '2027-01-10', 'active', 'normal', false, $3, $4, 'bench', now() from node where i % 3 = 0`,
    [institution.id, number, branch, staffId],
  )
  await owner.query('drop table node')
  await owner.query('vacuum analyze')
  return groupId
}

const copyMembers = (groupId: string) => `copy (
  select c.id, c.number, c.name, n.parent_id, n.direct_percent, n.depth, n.position, n.subtree_size
  from group_node n join customer c on c.institution_id = n.institution_id and c.id = n.customer_id
  where n.group_id = '${groupId}') to stdout (format binary)`

/** A whole group as the workbench asks for it, against a binary copy of the same members. */
export async function benchTree(bank: BenchBank, scale: number): Promise<Measure[]> {
  const rows: Measure[] = []
  for (const size of [30, Math.round(100_000 * scale)]) {
    const groupId = await makeGroup(bank, size)
    const runs = size > 1_000 ? 7 : 60
    const whole = median(
      await times(runs, () => bank.asOfficer((context) => readTree(context, { groupId }))),
    )
    const limit = median(
      await times(runs, async () => {
        await buffer(bank.owner.query(copyTo(copyMembers(groupId))))
      }),
    )
    rows.push(
      measure({
        name: `tree of ${size.toLocaleString('en')} nodes with exposure`,
        value: whole,
        unit: 'ms',
        limit,
        against: 'binary COPY of the members',
        goal: size > 1_000 ? '≤ 3' : '—',
      }),
    )
  }
  return rows
}
