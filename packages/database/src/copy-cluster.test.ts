import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { copyCluster } from './copy-cluster.ts'
import { type EmbeddedPostgres, startEmbeddedPostgres } from './embedded-postgres.ts'
import { withClient } from './roles.ts'

const folders: string[] = []
const servers: EmbeddedPostgres[] = []

function aFolder(): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'banyan-copy-'))
  folders.push(folder)
  return folder
}

async function start(folder: string): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres(folder)
  servers.push(server)
  return server
}

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.stop()))
  for (const folder of folders.splice(0)) fs.rmSync(folder, { recursive: true, force: true })
})

it('copies a serving cluster with every change committed before the end', async () => {
  const folder = aFolder()
  const { superuserUrl } = await start(folder)
  const copy = path.join(aFolder(), 'postgres')
  await withClient(superuserUrl, async (client) => {
    await client.query('create table kept as select generate_series(1, 20000) as n')
    await copyCluster(folder, copy, async () => {
      await client.query('insert into kept select generate_series(20001, 50000)')
    })
    await client.query('delete from kept')
  })

  const second = await start(copy)

  const { rows } = await withClient(second.superuserUrl, (client) =>
    client.query('select count(*)::int as rows, max(n) as last from kept'),
  )
  expect(rows).toEqual([{ rows: 50_000, last: 50_000 }])
}, 60_000)

it('says so when no server runs there', async () => {
  await expect(copyCluster(aFolder(), aFolder())).rejects.toThrow('No server runs')
})
