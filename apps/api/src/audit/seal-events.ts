import type { Db } from '@banyan/database'
import { inInstitution } from '@banyan/database'
import {
  insertSeal,
  listSeals,
  listUnsealedEvents,
  lockForSealing,
  type SealRow,
} from './audit.queries.ts'
import { chainedRoot, merkleRoot } from './merkle.ts'
import type { SealFile } from './seal-file.ts'

const eventsPerSeal = 50_000

type Sealed = SealRow & { institutionId: string }

const lineOf = (seal: SealRow) => ({
  number: seal.number,
  leaves: seal.leaves,
  root: seal.root.toString('hex'),
  chain: seal.chain.toString('hex'),
  at: seal.sealedAt.toISOString(),
})

function makeSeal(db: Db, institutionId: string, now: () => Date): Promise<Sealed | null> {
  return inInstitution(db, institutionId, async (tx) => {
    if (!(await lockForSealing(tx, institutionId))) return null
    const events = await listUnsealedEvents(tx, institutionId, eventsPerSeal)
    if (events.length === 0) return null
    const previous = (await listSeals(tx, institutionId)).at(-1)
    const root = merkleRoot(events.map(({ hash }) => hash))
    const seal: SealRow = {
      number: (previous?.number ?? 0) + 1,
      leaves: events.length,
      root,
      chain: chainedRoot(previous?.chain ?? Buffer.alloc(0), root),
      sealedAt: now(),
    }
    await insertSeal(tx, institutionId, seal, events)
    return { institutionId, ...seal }
  })
}

/**
 * Seals the events that no seal covers, and writes the root outside the database once the seal is
 * committed. A line that a crash kept from being written is added by the next run.
 */
export async function sealEvents(
  db: Db,
  file: SealFile,
  institutionId: string,
  now: () => Date,
): Promise<number> {
  const seal = await makeSeal(db, institutionId, now)
  const { lines } = await file.read(institutionId)
  const written = new Set(lines.map(({ number }) => number))
  const seals = await inInstitution(db, institutionId, (tx) => listSeals(tx, institutionId))
  for (const missing of seals.filter(({ number }) => !written.has(number)).slice(-2)) {
    await file.append(institutionId, lineOf(missing))
  }
  return seal?.leaves ?? 0
}
