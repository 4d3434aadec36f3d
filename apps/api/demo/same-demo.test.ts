import { withClient } from '@banyan/database/roles'
import { describe, expect, it } from 'vitest'
import { anEmptyWorld } from './empty-world.ts'
import { loadDemo } from './load-demo.ts'

/** Numbers, names, dates and amounts: all that makes a bank the same bank. */
const likeness = `
  select md5(string_agg(line, '|' order by line)) as digest from (
    select concat_ws(',', i.code, c.number, c.name, c.status, c.kind, c.created_at, c.annual_income, c.registered_capital, c.credit_code) as line
    from customer c join institution i on i.id = c.institution_id
    union all select concat_ws(',', i.code, g.number, g.name, member_count, status) from customer_group g
    join institution i on i.id = g.institution_id
    union all select concat_ws(',', i.code, f.number, t.number, r.kind, r.percent, r.amount, r.valid_from)
    from relation r join institution i on i.id = r.institution_id
    join customer f on f.institution_id = r.institution_id and f.id = r.from_id
    join customer t on t.institution_id = r.institution_id and t.id = r.to_id
    union all select concat_ws(',', i.code, a.number, a.status, a.amount, a.created_at, a.decided_at, s.points)
    from application a join institution i on i.id = a.institution_id
    left join score s on s.institution_id = a.institution_id and s.application_id = a.id
    union all select concat_ws(',', i.code, l.number, l.principal, l.balance, l.disbursed_on, l.tier, l.oldest_unpaid_on, p.sum, p.last)
    from loan l join institution i on i.id = l.institution_id
    left join lateral (select sum(amount * extract(day from paid_on)) as sum, max(paid_on) as last
      from repayment p where p.institution_id = l.institution_id and p.loan_id = l.id) p on true
    union all select concat_ws(',', i.code, s.number, s.name, s.roles) from staff s
    join institution i on i.id = s.institution_id
    union all select concat_ws(',', i.code, c.number, k.happened_on, k.note) from contact k
    join customer c on c.institution_id = k.institution_id and c.id = k.customer_id
    join institution i on i.id = k.institution_id
  ) lines`

describe('loading the demo bank again', () => {
  const digestOf = async (demoMonth: string) => {
    const { world, drop } = await anEmptyWorld(demoMonth)
    await loadDemo(world, () => undefined, { scale: 0.05 })
    const { rows } = await withClient(world.database.superuserUrl, (client) =>
      client.query<{ digest: string }>(likeness),
    )
    await drop()
    return rows[0]?.digest
  }

  it('gives the same bank for the same month, and another for another', async () => {
    const digest = await digestOf('2026-10')
    expect(await digestOf('2026-10')).toBe(digest)
    expect(await digestOf('2025-02')).not.toBe(digest)
  }, 120_000)
})
