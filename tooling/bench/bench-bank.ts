import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { day } from '@banyan/domain/calendar'
import { inInstitution, type TransactionOptions, uuidv7 } from '@banyan/database'
import { runningPostgres } from '@banyan/database/embedded'
import type { StaffContext } from '@banyan/api/access/staff-context'
import { institutionKeys } from '@banyan/api/access/access.queries'
import { foundInstitution, type FoundedInstitution } from '@banyan/api/officers/found-institution'
import { insertAccount, insertBranch, insertStaff } from '@banyan/api/officers/officers.queries'
import { makeLog, openWorld, type World } from '@banyan/api/world'
import pg from 'pg'

const businessDay = day('2026-10-15')
const branches = 10

/** A bank of its own on a durable embedded server, thrown away afterwards. */
export interface BenchBank {
  world: World
  institution: FoundedInstitution
  branchIds: string[]
  staffId: string
  accountId: string
  /** As a customer manager of the first branch, the narrowest role. */
  asOfficer: <T>(
    run: (context: StaffContext) => Promise<T>,
    options?: TransactionOptions,
  ) => Promise<T>
  /** A connection that no row-level security binds: for making data, and for measuring limits. */
  owner: pg.Client
  close: () => Promise<void>
}

export async function openBenchBank(): Promise<BenchBank> {
  const dataFolder = fs.mkdtempSync(path.join(os.tmpdir(), 'banyan-bench-'))
  const config = {
    port: 0,
    host: '127.0.0.1',
    dataFolder,
    databaseUrl: null,
    migrateDatabaseUrl: null,
    readDatabaseUrl: null,
    keyFile: path.join(dataFolder, 'master.key'),
    demo: false,
    demoMonth: null,
    logLevel: 'silent',
    logFile: null,
    publicUrl: null,
    keptBy: null,
    isTest: false,
    failpoints: null,
  }
  const world = await openWorld(config, {
    say: () => undefined,
    log: makeLog('silent', null),
    mayJoin: false,
  })
  const at = new Date()
  const institution = await foundInstitution(
    world.db,
    world.resources.keyring,
    {
      code: 'bench',
      name: '测速银行',
      kind: 'city-bank',
      businessDay,
      headOffice: { code: '0000', name: '总行' },
    },
    at,
  )
  const [staffId, accountId] = [uuidv7(), uuidv7()]
  const branchIds = Array.from({ length: branches }, () => uuidv7())
  await inInstitution(world.db, institution.id, async (tx) => {
    for (const [index, id] of branchIds.entries()) {
      await insertBranch(tx, {
        institutionId: institution.id,
        id,
        code: `B${index}`,
        name: `支行${index}`,
        parentId: institution.headOfficeId,
        createdAt: at,
      })
    }
    await insertAccount(tx, {
      id: accountId,
      loginName: 'bench',
      name: 'bench',
      passwordHash: null,
      createdAt: at,
    })
    await insertStaff(tx, {
      institutionId: institution.id,
      id: staffId,
      accountId,
      number: 'S0001',
      name: '测速',
      nameSort: 'c',
      branchId: branchIds[0] ?? '',
      roles: ['customer-manager', 'risk-officer'],
      isOperator: true,
      createdAt: at,
    })
  })
  const owner = new pg.Client(superuserUrl(dataFolder))
  await owner.connect()
  return {
    world,
    institution,
    branchIds,
    staffId,
    accountId,
    owner,
    asOfficer: (run, options) =>
      inInstitution(
        world.db,
        institution.id,
        async (tx) =>
          run({
            tx,
            institution,
            staff: {
              id: staffId,
              accountId,
              number: 'S0001',
              name: '测速',
              branchId: branchIds[0] ?? '',
              branchCode: 'B0',
              branchName: '支行0',
              roles: ['customer-manager'],
            },
            scope: { reach: 'branch', staffId, branchIds: branchIds.slice(0, 1) },
            masked: [],
            hidesNames: false,
            noteAccess: () => undefined,
            businessDay,
            now: () => new Date(),
            keys: await institutionKeys(tx, world.resources.keyring, institution.id),
            requestId: 'bench',
            log: world.resources.log,
          }),
        options,
      ),
    close: async () => {
      await owner.end()
      await world.close()
      fs.rmSync(dataFolder, { recursive: true, force: true })
    },
  }
}

function superuserUrl(dataFolder: string): string {
  const server = runningPostgres(path.join(dataFolder, 'postgres'))
  if (!server) throw new Error('the embedded server is not running')
  const url = new URL(server.superuserUrl)
  url.pathname = '/banyan'
  return url.href
}
