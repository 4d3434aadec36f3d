import { createHash } from 'node:crypto'
import { type Db, inInstitution, type Tx } from '@banyan/database'
import {
  type AuditHead,
  listAuditHeads,
  listEventsInChainOrder,
  listSealedHashes,
  listSeals,
  type StoredEvent,
} from './audit.queries.ts'
import { chainedRoot, merkleRoot } from './merkle.ts'
import type { SealFile } from './seal-file.ts'

export interface FirstBad {
  entity: string
  seq: number
}

export interface AuditVerdict {
  ok: boolean
  events: number
  firstBad: FirstBad | null
}

const pageSize = 5_000

interface ChainState {
  entityId: string
  seq: number
  head: Buffer
  entity: string
}

/** Whether one event follows from the state of its chain; the columns must say what the text says. */
function follows(state: ChainState, event: StoredEvent): boolean {
  if (event.seq !== state.seq + 1) return false
  const hash = createHash('sha256').update(state.head).update(event.body).digest()
  if (!hash.equals(event.hash)) return false
  const said: Record<string, unknown> = JSON.parse(event.body)
  return (
    said['entityId'] === event.entityId &&
    said['entity'] === event.entity &&
    said['action'] === event.action &&
    said['staffId'] === event.staffId &&
    said['at'] === event.at.toISOString()
  )
}

class ChainWalk {
  events = 0
  readonly #heads: Map<string, AuditHead>
  #state: ChainState | null = null

  constructor(heads: readonly AuditHead[]) {
    this.#heads = new Map(heads.map((head) => [head.entityId, head]))
  }

  /** The chain just left must end where its entity's row says. */
  #closeChain(): FirstBad | null {
    const state = this.#state
    if (!state) return null
    const head = this.#heads.get(state.entityId)
    this.#heads.delete(state.entityId)
    const entity = `${state.entity} ${state.entityId}`
    if (!head) return { entity, seq: state.seq }
    if (head.seq !== state.seq) return { entity, seq: Math.min(head.seq, state.seq) + 1 }
    return head.head.equals(state.head) ? null : { entity, seq: state.seq }
  }

  step(event: StoredEvent): FirstBad | null {
    this.events++
    if (this.#state?.entityId !== event.entityId) {
      const left = this.#closeChain()
      if (left) return left
      const { entityId, entity } = event
      this.#state = { entityId, entity, seq: 0, head: Buffer.alloc(0) }
    }
    const state = this.#state
    if (!follows(state, event)) {
      return { entity: `${event.entity} ${event.entityId}`, seq: state.seq + 1 }
    }
    state.seq = event.seq
    state.head = event.hash
    return null
  }

  /** Heads left over claim events that are gone. */
  finish(): FirstBad | null {
    const left = this.#closeChain()
    if (left) return left
    const [orphan] = this.#heads.values()
    return orphan ? { entity: `${orphan.entity} ${orphan.entityId}`, seq: 1 } : null
  }
}

async function walkChains(
  tx: Tx,
  institutionId: string,
): Promise<{ events: number; firstBad: FirstBad | null }> {
  const walk = new ChainWalk(await listAuditHeads(tx, institutionId))
  let after: { entityId: string; seq: number } | null = null
  for (;;) {
    const page: StoredEvent[] = await listEventsInChainOrder(tx, institutionId, after, pageSize)
    for (const event of page) {
      const bad = walk.step(event)
      if (bad) return { events: walk.events, firstBad: bad }
    }
    const last = page.at(-1)
    if (!last || page.length < pageSize) break
    after = { entityId: last.entityId, seq: last.seq }
  }
  return { events: walk.events, firstBad: walk.finish() }
}

/** Seals against the events of today, and against the file outside the database. */
async function checkSeals(tx: Tx, file: SealFile, institutionId: string): Promise<FirstBad | null> {
  const seals = await listSeals(tx, institutionId)
  let chain: Buffer = Buffer.alloc(0)
  for (const [index, seal] of seals.entries()) {
    const leaves = await listSealedHashes(tx, institutionId, seal.number)
    const gone = leaves.find(({ hash }) => hash === null)
    if (gone) return { entity: `event ${gone.entityId}`, seq: gone.seq }
    const root = merkleRoot(leaves.flatMap(({ hash }) => (hash ? [hash] : [])))
    chain = chainedRoot(chain, root)
    const holds =
      seal.number === index + 1 &&
      leaves.length === seal.leaves &&
      root.equals(seal.root) &&
      chain.equals(seal.chain)
    if (!holds) return { entity: 'seal', seq: index + 1 }
  }
  const { lines, forgedLine } = await file.read(institutionId)
  if (forgedLine !== null) return { entity: 'seal file', seq: forgedLine }
  const kept = new Map(seals.map((seal) => [seal.number, seal]))
  for (const line of lines) {
    if (kept.get(line.number)?.chain.toString('hex') !== line.chain)
      return { entity: 'seal', seq: line.number }
  }
  const written = new Set(lines.map(({ number }) => number))
  const [missing] = seals.slice(0, -1).filter(({ number }) => !written.has(number))
  return missing ? { entity: 'seal file', seq: missing.number } : null
}

/** Recomputes every chain, gap, head, root and the seal file of one institution. */
export function verifyAudit(db: Db, file: SealFile, institutionId: string): Promise<AuditVerdict> {
  return inInstitution(
    db,
    institutionId,
    async (tx) => {
      const chains = await walkChains(tx, institutionId)
      const firstBad = chains.firstBad ?? (await checkSeals(tx, file, institutionId))
      return { ok: firstBad === null, events: chains.events, firstBad }
    },
    { isolation: 'repeatable read', readOnly: true },
  )
}
