import type { Tx } from '@banyan/database'
import { gatherNames } from './gather-names.queries.ts'
import {
  gather,
  type Hunt,
  mostCandidates,
  reachOf,
  type ShownHit,
  walkCustomers,
} from './hits.queries.ts'
import type { Sought } from './named.queries.ts'
import { mostWithin, nameShares } from './name-shares.ts'
import { walkNames } from './walk.queries.ts'

export interface Hits {
  /** In their order, at most one more than a page. */
  rows: ShownHit[]
  total: number
  isCapped: boolean
}

/** Up to so many names are gathered and put in order; more are met by walking them in their order. */
const gathered = 2_000
/** With a filter each name gathered is also held against it, and fewer are. */
const gatheredAndAsked = 500
/** A walk that has met too few after so many names ends, and what there is is gathered. */
const farthest = 40_000
/** A name is walked past in a small part of the time in which one is gathered. */
const walkedPerGathered = 12
/** Of two pairs that are frequent both, names may have neither beside the other: the walk ends sooner. */
const farthestOfSeveral = 8_000

/** Where nothing is named, only a filter: customers in the order of their names. Else the names, the shorter way. */
export async function findHits(tx: Tx, hunt: Hunt): Promise<Hits> {
  if (hunt.sought.name === '') return counted(await walkCustomers(tx, hunt), hunt)
  const walked = await walk(tx, hunt)
  if (walked) return walked
  return counted(await (isPlain(hunt) ? gatherNames(tx, hunt) : gather(tx, hunt)), hunt)
}

const onlyIdeographs = /^\p{Script=Han}+$/u

/** Whether customers are sought by their names and by nothing else. */
const isPlain = ({ sought, party, where }: Hunt) =>
  party === 'customer' &&
  where === null &&
  sought.byName &&
  sought.letters === null &&
  onlyIdeographs.test(sought.text) &&
  !hasSpecial(sought)

function counted({ rows, total }: { rows: ShownHit[]; total: number }, { atMost }: Hunt): Hits {
  const isCapped = total > atMost || total >= mostCandidates
  return { rows, total: Math.min(total, atMost), isCapped }
}

/** Null where walking is not worth it: few names, another kind of text, or every name must be counted. */
async function walk(tx: Tx, hunt: Hunt): Promise<Hits | null> {
  const { sought, scope, party, where, atMost } = hunt
  if (!sought.byName || sought.letters !== null || party === 'group') return null
  if (atMost > gathered / 2 || hasSpecial(sought)) return null
  const shares = await nameShares(tx, sought.institutionId)
  const within = mostWithin(shares, sought.grams, reachOf(scope))
  if (within === null || within <= (where === null ? gathered : gatheredAndAsked)) return null
  const far = Math.max(farthest, Math.round(walkedPerGathered * within))
  const rows = await walkNames(tx, hunt, sought.grams.length > 1 ? farthestOfSeveral : far)
  if (rows === null) return null
  // There are more than the page; more than are counted only where the shares leave no doubt of it.
  const isSure = where === null && sought.grams.length === 1 && within > 2 * atMost
  return { rows, total: isSure ? atMost : rows.length, isCapped: true }
}

const hasSpecial = ({ lastFour, digest }: Sought) => lastFour !== null || digest !== null
