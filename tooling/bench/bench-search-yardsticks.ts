import { findParties } from '@banyan/api/search/find-parties'
import type { BenchBank } from './bench-bank.ts'
import { type Measure, measure, percentile, times } from './measure.ts'
import { loadMore } from './search-data.ts'

/**
 * The ordinary way, every name read, and this search asked the same turn by turn. An index of trigrams is no
 * yardstick here: in a database that sorts by code point it takes Chinese characters for no letters, and is empty.
 */
export async function againstOrdinary(
  bank: BenchBank,
  texts: readonly string[],
): Promise<Measure[]> {
  const { ordinary, search } = await beside(bank, texts.slice(0, 7))
  return [
    measure({
      name: 'the ordinary way: like over every name, p50',
      value: ordinary,
      unit: 'ms',
      limit: search,
      against: 'this search, asked the same',
      goal: '≥ 800',
    }),
  ]
}

interface Beside {
  ordinary: number
  search: number
}

async function beside(bank: BenchBank, texts: readonly string[]): Promise<Beside> {
  const [ordinary, search]: [number[], number[]] = [[], []]
  for (const text of texts) {
    const like = () =>
      bank.owner.query(
        'select party_id, name from party_name where institution_id = $1 and plain like $2 order by name limit 20',
        [bank.institution.id, `%${text}%`],
      )
    const find = () =>
      bank.asOfficer((context) => findParties(context, { text, limit: 20, party: 'customer' }), {
        plansOnce: true,
      })
    ordinary.push(...(await times(1, like, 0)))
    search.push(...(await times(1, find, 1)))
  }
  return { ordinary: percentile(ordinary, 0.5), search: percentile(search, 0.5) }
}

/** How large the index of names is, and how fast more names are taken in with every index in place. */
export async function sizeAndGrowth(bank: BenchBank, count: number): Promise<Measure[]> {
  const { rows } = await bank.owner.query<{ keys: number; names: number }>(
    `select pg_relation_size('party_name_keys')::float8 as keys, pg_relation_size('party_name')::float8 as names`,
  )
  const [{ keys = 0, names = 1 } = {}] = rows
  const rate = Math.round(await loadMore(bank, count, Math.ceil(count / 50)))
  return [
    measure({
      name: `index of ${count.toLocaleString('en')} names, more taken in at ${rate.toLocaleString('en')}/s`,
      value: keys / 2 ** 20,
      unit: 'MB',
      limit: names / 2 ** 20,
      against: 'the names themselves',
      goal: '',
    }),
  ]
}
