import type { Tx } from '@banyan/database'
import {
  gather,
  type Hunt,
  mostCandidates,
  type ShownHit,
  walkCustomers,
  walkNames,
} from './hits.queries.ts'
import type { Sought } from './named.queries.ts'
import { mostWith, nameShares } from './name-shares.ts'

export interface Hits {
  /** In their order, at most one more than a page. */
  rows: ShownHit[]
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

function counted({ rows, total }: { rows: ShownHit[]; total: number }, { atMost }: Hunt): Hits {
  const isCapped = total > atMost || total >= mostCandidates
  return { rows, total: Math.min(total, atMost), isCapped }
}

/** Null where walking is not worth it: few names, a filter, another kind of text, or every name must be counted. */
async function walk(tx: Tx, hunt: Hunt): Promise<Hits | null> {
  const { sought, party, where, atMost } = hunt
  if (!sought.byName || sought.letters !== null || where !== null || party === 'group') return null
  if (atMost > gathered / 2 || hasSpecial(sought)) return null
  const names = mostWith(await nameShares(tx, sought.institutionId), sought.grams)
  if (names === null || names <= gathered) return null
  const rows = await walkNames(tx, hunt, farthest)
  return rows && { rows, total: atMost, isCapped: true }
}

const hasSpecial = ({ lastFour, digest }: Sought) => lastFour !== null || digest !== null
