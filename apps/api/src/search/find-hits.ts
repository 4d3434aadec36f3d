import type { Tx } from '@banyan/database'
import {
  gather,
  type Hit,
  type Hunt,
  mostCandidates,
  walkBeginnings,
  walkCustomers,
  walkParts,
} from './hits.queries.ts'
import { ranks, type Sought } from './named.queries.ts'
import { mostWith, nameShares } from './name-shares.ts'

export interface Hits {
  /** In their order, at most one more than a page. */
  rows: Hit[]
  total: number
  isCapped: boolean
}

/** Up to so many names are gathered and put in order; more are met by walking them in their order. */
const gathered = 4_000
/** A walk that has met too few after so many names ends, and what there is is gathered. */
const farthest = 25_000

/** Where nothing is named, only a filter: customers in the order of their names. Else the names, the shorter way. */
export async function findHits(tx: Tx, hunt: Hunt): Promise<Hits> {
  if (hunt.sought.name === '') return counted(await walkCustomers(tx, hunt), hunt)
  const walked = await walk(tx, hunt)
  return walked ?? counted(await gather(tx, hunt), hunt)
}

function counted({ rows, total }: { rows: Hit[]; total: number }, { atMost }: Hunt): Hits {
  const isCapped = total > atMost || total >= mostCandidates
  return { rows, total: Math.min(total, atMost), isCapped }
}

/** Null where walking is not worth it: few names, a filter, another kind of text, or every name must be counted. */
async function walk(tx: Tx, hunt: Hunt): Promise<Hits | null> {
  const { sought, party, where, after, limit, atMost } = hunt
  if (!sought.byName || sought.letters !== null || where !== null || party === 'group') return null
  if (atMost > gathered / 2 || hasSpecial(sought)) return null
  const names = mostWith(await nameShares(tx, sought.institutionId), sought.grams)
  if (names === null || names <= gathered) return null
  const rows: Hit[] = []
  if (!after || after.rank < ranks.part) rows.push(...(await walkBeginnings(tx, hunt)))
  if (rows.length < limit) {
    const from = after && after.rank < ranks.part ? { ...hunt, after: null } : hunt
    const parts = await walkParts(tx, { ...from, limit: limit - rows.length }, farthest)
    if (parts === null) return null
    rows.push(...parts)
  }
  return { rows, total: atMost, isCapped: true }
}

const hasSpecial = ({ lastFour, digest }: Sought) => lastFour !== null || digest !== null
