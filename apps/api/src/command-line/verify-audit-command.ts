import { listInstitutions } from '../access/accounts.queries.ts'
import { verifyAccountChains } from '../audit/verify-accounts.ts'
import { type AuditVerdict, verifyAudit } from '../audit/verify-audit.ts'
import type { World } from '../world.ts'
import type { Command } from './command.ts'

/** Every institution's chains, seals and seal file, and every account's chain. */
export async function verifyEverything({ db, sealFile }: World): Promise<AuditVerdict> {
  const accounts = await verifyAccountChains(db)
  let events = accounts.events
  let firstBad = accounts.firstBad
  for (const { id } of await listInstitutions(db)) {
    const verdict = await verifyAudit(db, sealFile, id)
    events += verdict.events
    firstBad ??= verdict.firstBad
  }
  return { ok: firstBad === null, events, firstBad }
}

export const verifyAuditCommand: Command = {
  name: 'verify-audit',
  usage: 'verify-audit: recomputes every chain, gap, seal and the seal file outside the database',
  takes: [],
  options: [],
  run: async ({ world }) => {
    const verdict = await verifyEverything(world)
    const { ok, events, firstBad } = verdict
    const text = firstBad
      ? `BROKEN at ${firstBad.entity}, event ${firstBad.seq}`
      : `whole: ${events} events`
    return { ok, json: verdict, text }
  },
}
