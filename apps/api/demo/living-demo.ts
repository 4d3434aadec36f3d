import { listInstitutions } from '../src/access/accounts.queries.ts'
import { anEmptyWorld } from './empty-world.ts'
import type { LivingBank } from './live-nights.ts'
import { loadDemo } from './load-demo.ts'

/** The demo's small lender, loaded at a part of its size into a database of its own. */
export async function aLivingLender(
  scale: number,
): Promise<LivingBank & { drop: () => Promise<void> }> {
  const { world, drop } = await anEmptyWorld('2026-10')
  await loadDemo(world, () => undefined, { scale })
  const institutions = await listInstitutions(world.db)
  const lender = institutions.find(({ kind }) => kind === 'micro-lender')
  if (!lender) throw new Error('the demo has no small lender')
  return { resources: world.resources, institutionId: lender.id, drop }
}
