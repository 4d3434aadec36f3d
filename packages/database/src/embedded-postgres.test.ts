import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, describe, expect, it } from 'vitest'
import {
  type EmbeddedPostgres,
  runningPostgres,
  startEmbeddedPostgres,
} from './embedded-postgres.ts'
import { problemFrom } from './embedded-postgres-error.ts'
import { migrate, migrationNames } from './migrate.ts'
import { createRoles, urlFor, withClient } from './roles.ts'

const folders: string[] = []
const servers: EmbeddedPostgres[] = []

const aFolder = () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'banyan-embedded-'))
  folders.push(folder)
  return folder
}
const start = async (folder: string, options: Parameters<typeof startEmbeddedPostgres>[1] = {}) => {
  const server = await startEmbeddedPostgres(folder, {
    ...options,
    settings: { shared_buffers: '16MB' },
  })
  servers.push(server)
  return server
}
const postmaster = (folder: string) =>
  Number(fs.readFileSync(path.join(folder, 'data-18/postmaster.pid'), 'utf8').split('\n')[0])
const answer = (url: string, query: string) =>
  withClient(url, async (client) => (await client.query({ text: query, rowMode: 'array' })).rows)
const until = async (isSo: () => Promise<boolean> | boolean) => {
  for (let tick = 0; tick < 400 && !(await isSo()); tick++) await sleep(25)
}

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.stop()))
  for (const folder of folders.splice(0)) fs.rmSync(folder, { recursive: true, force: true })
})

describe('the embedded PostgreSQL', () => {
  it('keeps its data between starts, and in a folder of this user alone', async () => {
    const folder = aFolder()
    const first = await start(folder)
    await answer(first.superuserUrl, 'create table kept as select 42 as n')
    await first.stop()

    const second = await start(folder)

    expect(await answer(second.superuserUrl, 'select n from kept')).toEqual([[42]])
    expect(fs.statSync(path.join(folder, 'superuser-password')).mode & 0o777).toBe(0o600)
  })

  it('is reported, not started twice, while it runs; then can be joined', async () => {
    const folder = aFolder()
    const { port, superuserUrl } = await start(folder)

    await expect(startEmbeddedPostgres(folder)).rejects.toMatchObject({
      problem: 'already-running',
      message: expect.stringContaining(`process ${process.pid}`),
    })
    expect(runningPostgres(folder)).toEqual({ port, superuserUrl })
  })

  it('comes back on the same port, with what was committed, when it is killed', async () => {
    const folder = aFolder()
    const told: string[] = []
    const { superuserUrl } = await start(folder, { onRestart: (line) => told.push(line) })
    await answer(superuserUrl, 'create table kept as select 42 as n')

    process.kill(postmaster(folder), 'SIGKILL')
    await until(() => told.length > 0)

    expect(await answer(superuserUrl, 'select n from kept')).toEqual([[42]])
  })

  it('starts over a lock file whose process id now belongs to another program', async () => {
    const folder = aFolder()
    const server = await start(folder)
    await server.stop()
    fs.writeFileSync(path.join(folder, 'data-18/postmaster.pid'), `${process.pid}\n${folder}\n`)

    const again = await start(folder)

    expect(await answer(again.superuserUrl, 'select 1')).toEqual([[1]])
  })

  it('makes the cluster again when its making was cut short', async () => {
    const folder = aFolder()
    fs.mkdirSync(path.join(folder, 'data-18.new'))
    fs.writeFileSync(path.join(folder, 'data-18.new/PG_VERSION'), '18\n')

    const server = await start(folder)

    expect(await answer(server.superuserUrl, 'select 1')).toEqual([[1]])
  })

  it('orders Chinese by code point and finds Chinese letters', async () => {
    const { superuserUrl } = await start(aFolder())
    await createRoles(superuserUrl, { ownerPassword: 'o', appPassword: 'a', database: 'banyan' })
    const url = urlFor(superuserUrl, 'banyan_owner', 'o', 'banyan')

    expect(await answer(url, "select '张' < '李', '榕树' ~ '^\\w+$'")).toEqual([[true, true]])
  })

  it('also takes every migration as PostgreSQL 15', async () => {
    const { superuserUrl } = await start(aFolder(), { major: 15, durable: false })
    await createRoles(superuserUrl, { ownerPassword: 'o', appPassword: 'a', database: 'banyan' })
    const ownerUrl = urlFor(superuserUrl, 'banyan_owner', 'o', 'banyan')

    expect(await migrate(ownerUrl)).toEqual(await migrationNames())
    expect(
      await answer(ownerUrl, "select current_setting('server_version_num')::int / 10000"),
    ).toEqual([[15]])
  })

  it.each([
    ['PANIC:  could not write to file "pg_wal/xlogtemp.1": No space left on device', 'disk-full'],
    ["EACCES: permission denied, mkdir '/x'", 'folder-not-writable'],
    ["EROFS: read-only file system, mkdir '/x'", 'folder-not-writable'],
    ['LOG:  starting\nFATAL:  could not map anonymous shared memory', 'start-failed'],
  ])('says what to do about: %s', (output, problem) => {
    const error = problemFrom(output, '/somewhere')

    expect(error.problem).toBe(problem)
    expect(error.message).not.toContain('\n')
  })
})
