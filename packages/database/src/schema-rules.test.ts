import { afterAll, describe, expect, it } from 'vitest'
import { withClient } from './roles.ts'
import { schemaBreaches } from './schema-rules.ts'
import { testDatabase } from './testing.ts'

const database = await testDatabase()
afterAll(database.drop)

const breachesAfter = (change: string) =>
  withClient(database.ownerUrl, async (owner) => {
    await owner.query('begin')
    await owner.query(change)
    return schemaBreaches(owner)
  })

const policy = (table: string) => `
  alter table ${table} enable row level security, force row level security;
  create policy wall on ${table}
    using (institution_id = current_setting('app.institution_id')::uuid)
    with check (institution_id = current_setting('app.institution_id')::uuid);`

describe('the schema', () => {
  it('keeps every rule that lets it grow over many machines', async () => {
    expect(await withClient(database.ownerUrl, schemaBreaches)).toEqual([])
  })

  it.each([
    [
      'a table outside every rule',
      'create table thing (id uuid)',
      ['thing has no primary key', 'thing has no institution_id uuid not null'],
    ],
    [
      'a primary key in another order',
      `create table thing (institution_id uuid not null, id uuid, primary key (id, institution_id)); ${policy('thing')}`,
      ['thing: thing_pkey does not begin with institution_id'],
    ],
    [
      'a unique index without the institution',
      `create table thing (institution_id uuid not null, id uuid, n text, primary key (institution_id, id));
       create unique index thing_n on thing (n); ${policy('thing')}`,
      ['thing: thing_n does not begin with institution_id'],
    ],
    [
      "an institution's table without its wall",
      'create table thing (institution_id uuid not null, id uuid, primary key (institution_id, id))',
      [
        'thing does not force row-level security',
        "thing does not have exactly the institution's policy",
      ],
    ],
    [
      'a second policy',
      'create policy other on branch using (true)',
      ["branch does not have exactly the institution's policy"],
    ],
    [
      'a wall the owner may pass',
      'alter table branch no force row level security',
      ['branch does not force row-level security'],
    ],
    [
      'a foreign key out of the institution',
      `create table thing (institution_id uuid not null, id uuid, account_id uuid references account,
         primary key (institution_id, id)); ${policy('thing')}`,
      ['thing: thing_account_id_fkey leads from institution to local'],
    ],
    [
      'a foreign key that empties what leads to it',
      `alter table branch add constraint gone foreign key (institution_id, parent_id)
         references branch (institution_id, id) on delete set null not valid`,
      ['branch: gone ON DELETE SET NULL'],
    ],
    [
      'a trigger',
      `create function f() returns trigger language plpgsql as 'begin return new; end';
       create trigger stamp before insert on branch for each row execute function f()`,
      ['branch has the trigger stamp'],
    ],
    [
      'a rule',
      'create rule quiet as on delete to branch do instead nothing',
      ['branch has the rule quiet'],
    ],
    ['a serial', 'alter table branch add column n serial', ['branch_n_seq is a sequence']],
    [
      'an updatable view',
      'create view names as select name from branch',
      ['names is an updatable view'],
    ],
  ])('reports %s', async (_, change, breaches) => {
    expect(await breachesAfter(change)).toEqual(breaches.sort())
  })
})
