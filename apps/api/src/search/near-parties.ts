import {
  isOneSlipApart,
  slipPatterns,
  slipProbes,
  slipSpellings,
} from '@banyan/domain/search/near-text'
import type { Tx } from '@banyan/database'
import { pinyinOf } from '../names/pinyin.ts'
import { mayBeRead, otherSpellings } from '../names/readings.ts'
import type { Hit } from './hits.queries.ts'
import { ranks } from './named.queries.ts'
import {
  type NearHunt,
  type NearName,
  namesLikeSound,
  namesSounding,
  namesWithSlip,
} from './near.queries.ts'

/** Shorter letters have a slip in every name. */
const shortestSpelling = 4
const longestSpelling = 24

interface Near extends NearName {
  match: 'sounds-alike' | 'near-name' | 'near-pinyin'
  distance: number
}

/** Names one slip away from what was typed, or that sound the same; the likeliest first, each party once. */
export async function nearParties(
  tx: Tx,
  hunt: NearHunt,
  { name, letters }: { name: string; letters: string | null },
  atMost: number,
): Promise<Hit[]> {
  const near =
    letters === null ? await nearNames(tx, hunt, name) : await nearSounds(tx, hunt, letters)
  near.sort(
    (a, b) =>
      a.distance - b.distance || a.plain.length - b.plain.length || (a.plain < b.plain ? -1 : 1),
  )
  const seen = new Set<string>()
  const hits: Hit[] = []
  for (const { party, partyId, hitId, match, name: matched } of near) {
    if (seen.has(partyId)) continue
    seen.add(partyId)
    hits.push({ party, partyId, hitId, match, matched, rank: ranks.near })
  }
  return hits.slice(0, atMost)
}

async function nearNames(tx: Tx, hunt: NearHunt, name: string): Promise<Near[]> {
  const length = [...name].length
  if (length < 2) return []
  const sound = pinyinOf(name, 'company').full
  const alike = await namesLikeSound(tx, hunt, sound)
  const asPerson = pinyinOf(name, 'person').full
  if (asPerson !== sound) alike.push(...(await namesLikeSound(tx, hunt, asPerson)))
  const slips = { probes: slipProbes(name), patterns: slipPatterns(name) }
  const near = await namesWithSlip(tx, hunt, slips)
  return [
    ...alike.map((each) => ({
      ...each,
      match: 'sounds-alike' as const,
      distance: [...each.plain].length === length ? 0 : 2,
    })),
    ...near.map((each) => ({
      ...each,
      match: 'near-name' as const,
      distance: isOneSlipApart(each.plain, name) ? 1 : 3,
    })),
  ]
}

async function nearSounds(tx: Tx, hunt: NearHunt, letters: string): Promise<Near[]> {
  if (letters.length > longestSpelling) return []
  const read = await namesSounding(tx, hunt, otherSpellings(letters))
  const otherwise = read
    .filter(({ name }) => mayBeRead(name, letters))
    .map((each) => ({ ...each, match: 'pinyin' as const, distance: 0 }))
  if (letters.length < shortestSpelling) return otherwise.map(asNearPinyin)
  const slipped = await namesSounding(tx, hunt, slipSpellings(letters))
  return [
    ...otherwise.map(asNearPinyin),
    ...slipped.map((each) => ({
      ...each,
      match: 'near-pinyin' as const,
      distance: isOneSlipApart(each.pinyin, letters) ? 1 : 2,
    })),
  ]
}

const asNearPinyin = (each: NearName & { distance: number }): Near => ({
  ...each,
  match: 'sounds-alike',
})
