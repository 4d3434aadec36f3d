import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { withClient } from './roles.ts'
import { schemaText } from './schema-text.ts'
import { type TestDatabase, testDatabase } from './testing.ts'

let database: TestDatabase

beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.drop())

describe('the committed types of the schema', () => {
  it('are those of the migrated database', async () => {
    const committed = readFileSync(new URL('schema.ts', import.meta.url), 'utf8')

    expect(committed).toBe(await withClient(database.ownerUrl, schemaText))
  })
})
