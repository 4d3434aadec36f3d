import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { inject } from 'vitest'
import pg from 'pg'
import { migrateThrough } from './migrate.ts'
import { withClient } from './roles.ts'

/** The run's server; its urls lead to the migrated template, which nothing may connect to while it is copied. */
export type TestServer = {
  superuserUrl: string
  ownerUrl: string
  appUrl: string
  template: string
}

declare module 'vitest' {
  export interface ProvidedContext {
    testServer: TestServer
  }
}

export type TestDatabase = {
  appUrl: string
  ownerUrl: string
  superuserUrl: string
  drop: () => Promise<void>
}

const templateInUse = '55006'

/** A private, migrated, empty database. Dropping it ends the connections that are left. */
export async function testDatabase(): Promise<TestDatabase> {
  const server = inject('testServer')
  const name = newName()
  await withClient(server.superuserUrl, (admin) => copyTemplate(admin, server.template, name))
  return named(server, name)
}

/** A private database as the version of the system left it whose last migration this was. */
export async function testDatabaseOf(lastMigration: string): Promise<TestDatabase> {
  const server = inject('testServer')
  const name = newName()
  await withClient(server.superuserUrl, async (admin) => {
    await admin.query(`create database ${name} template template0 owner banyan_owner`)
    await admin.query(`grant connect on database ${name} to banyan_app`)
  })
  const database = named(server, name)
  await migrateThrough(database.ownerUrl, lastMigration)
  return database
}

function newName(): string {
  return `test_${process.pid}_${randomBytes(5).toString('hex')}`
}

function named(server: TestServer, name: string): TestDatabase {
  return {
    appUrl: inDatabase(server.appUrl, name),
    ownerUrl: inDatabase(server.ownerUrl, name),
    superuserUrl: inDatabase(server.superuserUrl, name),
    drop: () =>
      withClient(server.superuserUrl, async (admin) => {
        await admin.query(`drop database if exists ${name} with (force)`)
      }),
  }
}

async function copyTemplate(admin: pg.Client, template: string, name: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await admin.query(
        `create database ${name} template ${template} owner banyan_owner strategy file_copy`,
      )
      await admin.query(`revoke all on database ${name} from public`)
      await admin.query(`grant connect on database ${name} to banyan_app`)
      return
    } catch (error) {
      const isInUse = error instanceof pg.DatabaseError && error.code === templateInUse
      if (!isInUse || attempt === 100) throw error
      await sleep(20)
    }
  }
}

function inDatabase(url: string, name: string): string {
  const other = new URL(url)
  other.pathname = `/${name}`
  return other.href
}
