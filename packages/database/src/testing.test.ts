import { describe, expect, it } from 'vitest'
import { withClient } from './roles.ts'
import { testDatabase } from './testing.ts'

describe('test databases', () => {
  it('are private to the test that made them', async () => {
    const [one, other] = await Promise.all([testDatabase(), testDatabase()])
    await withClient(one.ownerUrl, (owner) => owner.query('create table only_here ()'))

    const seen = await withClient(other.ownerUrl, (owner) =>
      owner.query("select to_regclass('only_here') as name"),
    )

    expect(seen.rows).toEqual([{ name: null }])
    await one.drop()
    await other.drop()
  })

  it('are served by a role that can neither own nor pass the walls', async () => {
    const database = await testDatabase()

    const { rows } = await withClient(database.appUrl, (app) =>
      app.query(
        `select rolname, rolsuper, rolcreatedb, rolcreaterole, rolbypassrls
         from pg_roles where rolname = current_user`,
      ),
    )

    expect(rows).toEqual([
      {
        rolname: 'banyan_app',
        rolsuper: false,
        rolcreatedb: false,
        rolcreaterole: false,
        rolbypassrls: false,
      },
    ])
    await expect(
      withClient(database.appUrl, (app) => app.query('create table mine ()')),
    ).rejects.toThrow('permission denied')
    await database.drop()
  })
})
