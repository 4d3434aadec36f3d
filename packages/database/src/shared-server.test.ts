import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { locateDatabase, type LocatedDatabase } from './locate-database.ts'
import { withClient } from './roles.ts'

const stateFolder = fs.mkdtempSync(path.join(os.tmpdir(), 'banyan-shared-'))
afterAll(() => fs.rmSync(stateFolder, { recursive: true, force: true }))

const open = () => locateDatabase({ stateFolder, mayJoin: true })
const answers = ({ appUrl }: LocatedDatabase) =>
  withClient(appUrl, async (client) => (await client.query('select 1 as one')).rows)

it('two that start at once share one server, which outlives whoever started it', async () => {
  const [one, two] = await Promise.all([open(), open()])
  const ends: string[] = []
  const first = one.stop().then(() => ends.push('one'))
  await new Promise((resolve) => setTimeout(resolve, 300))
  const isOneHost = ends.length === 0
  const last = isOneHost ? two : one
  if (isOneHost) expect(await answers(two)).toEqual([{ one: 1 }])
  const second = two.stop().then(() => ends.push('two'))
  await Promise.all([first, second])
  await expect(answers(last)).rejects.toThrow(/ECONNREFUSED|terminat/)
  const again = await open()
  expect(await answers(again)).toEqual([{ one: 1 }])
  await again.stop()
}, 60_000)
