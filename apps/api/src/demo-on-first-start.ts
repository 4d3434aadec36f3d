import { existsSync } from 'node:fs'
import path from 'node:path'
import { listInstitutions } from './access/accounts.queries.ts'
import { unfinishedMark } from './demo-logins.ts'
import { CannotStart, type World } from './world.ts'

/** The demo bank goes only into the embedded database, or where BANYAN_DEMO=1 asks for it, and only into an empty one. */
export async function loadDemoIfFresh(world: World, say: (line: string) => void): Promise<boolean> {
  const { config, database } = world
  const wanted = config.demo ?? database.kind === 'embedded'
  if (!wanted) return false
  const institutions = await listInstitutions(world.db)
  if (institutions.length > 0) {
    if (existsSync(path.join(config.dataFolder, unfinishedMark))) throw new CannotStart(brokenOff)
    return false
  }
  const { loadDemo } = await import('../demo/load-demo.ts')
  await loadDemo(world, say)
  return true
}

const brokenOff =
  'Loading the demo bank broke off last time: delete the folder .banyan and start again.'
