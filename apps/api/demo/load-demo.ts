import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { connect, connectPool, inInstitution } from '@banyan/database'
import { setPassword } from '../src/access/accounts.queries.ts'
import type { DemoLogin } from '../src/demo-logins.ts'
import { unfinishedMark } from '../src/demo-logins.ts'
import { findBreaches } from '../src/loans/invariants.queries.ts'
import type { World } from '../src/world.ts'
import type { DemoBank } from './bank.ts'
import { businessTime } from './business-time.ts'
import { findTreeBreaches } from '../src/groups/tree/tree-breaches.queries.ts'
import { touch } from '../src/touched.ts'
import { analyze, measureTree, sumsThatDiffer } from './demo-checks.queries.ts'
import { commitLater } from './demo.queries.ts'
import { institutionPlans, scaled } from './institution-plans.ts'
import { loadBank } from './load-bank.ts'
import { foundBank, foundRegulator, makeLogins, type ReadyLogin } from './staff.ts'
import { type LoadedBank, type Truths, truthsOf, writePrivately } from './truths.ts'

/** What the demo needs of a world; a test has no more. */
export interface DemoWorld {
  config: Pick<World['config'], 'dataFolder' | 'demoMonth'>
  database: Pick<World['database'], 'ownerUrl'>
  db: World['db']
  resources: World['resources']
}

type Say = (line: string) => void

/**
 * Three institutions with 36 months behind them, the same for the same month but for ids and passwords.
 * `scale` below 1 makes everything fewer. Fails when any invariant does not hold afterwards.
 */
export async function loadDemo(world: DemoWorld, say: Say, { scale = 1 } = {}): Promise<Truths> {
  const { config } = world
  const resources = whileLoading(world)
  const tell: Say = (line) => say(`demo bank: ${line}`)
  const time = businessTime(config.demoMonth, resources.now())
  const mark = path.join(config.dataFolder, unfinishedMark)
  mkdirSync(config.dataFolder, { recursive: true })
  writeFileSync(mark, time.last)

  const regulator = await foundRegulator(resources, time)
  const banks: DemoBank[] = []
  for (const plan of institutionPlans) {
    banks.push(await foundBank({ plan: scaled(plan, scale), time, resources }, regulator))
  }
  tell(`institutions ${banks.length}`)
  const logins = makeLogins(banks)
  const loaded = await Promise.all(
    banks.map(async (bank) => {
      const each = await loadBank(bank, tell)
      await keepTrees(world, each)
      return each
    }),
  )
  await storeLogins(world, await logins)
  const truths = truthsOf(loaded)
  await freshStatistics(world)
  await check(loaded, truths)
  tell('every invariant holds')
  writePrivately(config.dataFolder, 'truths.json', truths)
  rmSync(mark)
  return truths
}

/**
 * No transaction waits for the disk, since a load that breaks off is begun anew, and none keeps the rows
 * of trees: `keepTrees` computes them once at the end.
 */
function whileLoading({ db, resources }: DemoWorld): DemoWorld['resources'] {
  const transact: typeof resources.transact = (institutionId, run, options) =>
    inInstitution(
      db,
      institutionId,
      async (tx) => {
        await commitLater(tx)
        return run(tx)
      },
      options,
    )
  return { ...resources, transact }
}

function keepTrees({ resources }: DemoWorld, { bank, parties }: LoadedBank): Promise<void> {
  const ids = parties.map(({ id }) => id)
  return resources.transact(bank.institution.id, async (tx) => touch(tx, 'customer', ids))
}

async function storeLogins(world: DemoWorld, ready: readonly ReadyLogin[]): Promise<void> {
  const at = world.resources.now()
  for (const { accountId, passwordHash } of ready) {
    await setPassword(world.db, accountId, passwordHash, at)
  }
  const logins = ready.map((each): DemoLogin => {
    const { accountId: _, passwordHash: __, ...login } = each
    return login
  })
  writePrivately(world.config.dataFolder, 'logins.json', logins)
}

async function freshStatistics({ database }: DemoWorld): Promise<void> {
  if (database.ownerUrl === undefined) return
  const owner = connect(connectPool(database.ownerUrl, { maximum: 1 }))
  await analyze(owner)
  await owner.destroy()
}

async function check(loaded: readonly LoadedBank[], truths: Truths): Promise<void> {
  const faults = (await Promise.all(loaded.map((each) => faultsOf(each, truths)))).flat()
  if (faults.length > 0) throw new Error(`the demo bank is not sound:\n${faults.join('\n')}`)
}

function faultsOf({ bank }: LoadedBank, truths: Truths): Promise<string[]> {
  const { institution, resources } = bank
  return resources.transact(institution.id, async (tx) => {
    const breaches = await findBreaches(tx, institution.id)
    const faults = [
      ...breaches.map(({ invariant, count, rows }) => `${invariant}: ${count} (${rows[0]})`),
      ...(await sumsThatDiffer(tx, institution.id)),
      ...(await findTreeBreaches(tx, institution.id)),
    ]
    for (const { number, members, depth, cycles } of plantedIn(institution.code, truths)) {
      const tree = await measureTree(tx, institution.id, number)
      if (tree.members !== members) faults.push(`${number} has ${tree.members} members`)
      if (depth !== null && tree.depth !== depth) faults.push(`${number} is ${tree.depth} deep`)
      if (tree.closing !== cycles) faults.push(`${number} has ${tree.closing} closing edges`)
    }
    return faults.map((fault) => `${institution.code}: ${fault}`)
  })
}

function plantedIn(code: string, { big, crossHolding, guaranteeCircle }: Truths) {
  return [
    { ...big, cycles: 0 },
    { ...crossHolding, depth: null },
    { ...guaranteeCircle, depth: null, cycles: 0 },
  ]
    .filter(({ institution }) => institution === code)
    .map((group) => ({ ...group, members: group.members.length }))
}
