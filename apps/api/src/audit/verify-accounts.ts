import { createHash } from 'node:crypto'
import type { Db } from '@banyan/database'
import { listAccountChains, listAccountEvents } from '../access/accounts.queries.ts'
import type { AuditVerdict } from './verify-audit.ts'

/** Sign-ins and what else belongs to an account rather than to an institution. */
export async function verifyAccountChains(db: Db): Promise<AuditVerdict> {
  let events = 0
  for (const { id, auditSeq, auditHead } of await listAccountChains(db)) {
    let head: Buffer = Buffer.alloc(0)
    let seq = 0
    for (const event of await listAccountEvents(db, id)) {
      const hash = createHash('sha256').update(head).update(event.body).digest()
      const said: Record<string, unknown> = JSON.parse(event.body)
      const agrees = said['action'] === event.action && said['at'] === event.at.toISOString()
      if (event.seq !== seq + 1 || !hash.equals(event.hash) || !agrees) {
        return { ok: false, events, firstBad: { entity: `account ${id}`, seq: seq + 1 } }
      }
      head = hash
      seq++
      events++
    }
    if (seq !== auditSeq || !head.equals(auditHead)) {
      return {
        ok: false,
        events,
        firstBad: { entity: `account ${id}`, seq: Math.min(seq, auditSeq) + 1 },
      }
    }
  }
  return { ok: true, events, firstBad: null }
}
