import { findParties } from '@banyan/api/search/find-parties'
import { keepNameIndex } from '@banyan/api/search/keep-name-index'
import { nameForm } from '@banyan/api/names/searchable-name'
import { listFiltered, readFacets } from '@banyan/api/search/list-customers'
import { createCustomer } from '@banyan/api/customers/create-customer'
import type { StaffContext } from '@banyan/api/access/staff-context'
import type { ConditionGroup } from '@banyan/domain/search/condition-tree'
import { identityNumberFrom } from '@banyan/domain/customers/identity-number'
import { day } from '@banyan/domain/calendar'
import type { BenchBank } from './bench-bank.ts'
import { withoutIndexes } from './bulk-load.ts'
import { type Measure, measure, percentile, times } from './measure.ts'
import { againstOrdinary, sizeAndGrowth } from './bench-search-yardsticks.ts'
import { benchNames, idOf, makeNames } from './search-data.ts'

const pkRead = 'read by primary key behind the same wall'
const runs = 60

/** Parts of names as somebody types them: of `length` characters, from names spread over all. */
function partsOfNames(names: readonly string[], length: number): string[] {
  return names.flatMap((name, i) => {
    const characters = [...name]
    const at = i % Math.max(1, characters.length - length + 1)
    const part = characters.slice(at, at + length)
    return part.length === length ? [part.join('')] : []
  })
}

/** Pairs of characters by how many of the names hold them: about 0.01 %, 0.1 % and above 1 %. */
function pairsByShare(names: readonly string[]) {
  const counts = new Map<string, number>()
  for (const name of names) {
    const characters = [...name]
    const pairs = new Set(characters.slice(1).map((each, at) => `${characters[at]}${each}`))
    for (const pair of pairs) counts.set(pair, (counts.get(pair) ?? 0) + 1)
  }
  const within = (from: number, to: number) =>
    [...counts]
      .filter(([, count]) => count >= from * names.length && count < to * names.length)
      .map(([pair]) => pair)
      .slice(0, 200)
  return {
    rare: within(0.000_05, 0.000_2),
    middling: within(0.000_5, 0.002),
    frequent: within(0.01, 1),
  }
}

interface Asked {
  bank: BenchBank
  count: number
  measured: Measure[]
}

/** Each run beside a read by primary key, turn by turn, so that both meet the same machine. */
async function row(
  { bank, count, measured }: Asked,
  { name, goal, run }: { name: string; goal: string; run: (i: number) => unknown },
): Promise<void> {
  const [taken, read]: [number[], number[]] = [[], []]
  for (let i = 0; i < runs; i++) {
    const warmUp = i === 0 ? 12 : 0
    taken.push(...(await times(1, () => run(i), warmUp)))
    read.push(...(await times(1, () => readByKey(bank, Math.imul(i, 7919) % count), warmUp)))
  }
  const limit = percentile(read, 0.5)
  for (const [share, label] of [
    [0.5, 'p50'],
    [0.99, 'p99'],
  ] as const) {
    measured.push(
      measure({
        name: `${name}, ${label}`,
        value: percentile(taken, share),
        unit: 'ms',
        limit,
        against: pkRead,
        goal: label === 'p50' || goal === '' ? goal : '≤ 40 (p99)',
      }),
    )
  }
}

const at = <T>(list: readonly T[], i: number): T => list[i % list.length] as T

const conditions: ConditionGroup = {
  all: [
    { field: 'kind', is: 'in', value: ['company'] },
    { field: 'registeredCapital', is: 'at-least', value: 100_000_000 },
    { field: 'establishedOn', is: 'from', value: day('2010-01-01') },
    {
      any: [
        { field: 'industry', is: 'in', value: ['C', 'F'] },
        { field: 'status', is: 'in', value: ['frozen'] },
      ],
    },
  ],
}

/** The box over names, the list and its facets, as the narrowest role, against one read by primary key. */
export async function benchSearch(bank: BenchBank, scale: number): Promise<Measure[]> {
  const count = Math.round(5_000_000 * scale)
  await withoutIndexes(bank.owner, ['customer', 'party_name'], () => makeNames(bank, count))
  // The names are in the present form already.
  await bank.owner.query(
    `insert into name_index (institution_id, names, form, counted_at) values ($1, $2, $3, 'epoch')`,
    [bank.institution.id, count, nameForm],
  )
  await keepNameIndex(bank.world.resources, bank.institution.id)
  const names = Array.from(benchNames(Math.min(count, 200_000)), ({ name }) => name)
  const asked: Asked = { bank, count, measured: [] }
  const find = (text: string, more: object = {}) =>
    bank.asOfficer(
      (context) => findParties(context, { text, limit: 20, party: 'customer', ...more }),
      { plansOnce: true },
    )
  await namedRows(asked, names, find)
  await otherRows(asked, names, find)
  await listRows(asked)
  asked.measured.push(...(await againstOrdinary(bank, partsOfNames(names.slice(0, 50), 2))))
  asked.measured.push(await newRow(bank))
  asked.measured.push(...(await sizeAndGrowth(bank, count)))
  return asked.measured
}

const readByKey = (bank: BenchBank, i: number) =>
  bank.asOfficer(({ tx, institution }) =>
    tx
      .selectFrom('customer')
      .select(['id', 'name'])
      .where('institutionId', '=', institution.id)
      .where('id', '=', idOf(1, i))
      .executeTakeFirst(),
  )

type Find = (text: string, more?: object) => Promise<unknown>

async function namedRows(asked: Asked, names: readonly string[], find: Find): Promise<void> {
  const { rare, middling, frequent } = pairsByShare(names)
  const goal = '≤ 2.5 (p50)'
  const some = names.filter((_, i) => i % 97 === 0)
  for (const [sort, texts] of [
    ['two characters, rare', rare],
    ['two characters, middling', middling],
    ['two characters, frequent', frequent],
    ['two characters, as they come', partsOfNames(some, 2)],
    ['one character', partsOfNames(some, 1)],
    ['three characters', partsOfNames(some, 3)],
    ['four characters', partsOfNames(some, 4)],
  ] as const) {
    if (texts.length === 0) continue
    await row(asked, { name: `search ${sort}`, goal, run: (i) => find(at(texts, i * 7)) })
  }
}

async function otherRows(asked: Asked, names: readonly string[], find: Find): Promise<void> {
  const { bank } = asked
  const companies = names.filter((name) => [...name].length > 7)
  const sounds = await bank.owner.query<{ pinyin: string; initials: string }>(
    `select pinyin, initials from party_name where length(initials) > 7 limit 500`,
  )
  const sound = (i: number) => at(sounds.rows, i * 7)
  const idNumber = identityNumberFrom({ region: '320102', born: day('1988-06-01'), sequence: 241 })
  const digest = await bank.asOfficer(async ({ keys }) => keys.blindIndex('id-number', idNumber))
  await bank.owner.query('update customer set id_number_hash = $1 where id = $2', [
    digest,
    idOf(1, 0),
  ])
  const goal = '≤ 2.5 (p50)'
  await row(asked, { name: 'search pinyin', goal, run: (i) => find(sound(i).pinyin.slice(0, 10)) })
  await row(asked, {
    name: 'search initials',
    goal,
    run: (i) => find(sound(i).initials.slice(0, 4)),
  })
  await row(asked, { name: 'search identity number', goal, run: () => find(idNumber) })
  await row(asked, {
    name: 'search last four',
    goal,
    run: (i) => find(String(i % 10_000).padStart(4, '0')),
  })
  await row(asked, {
    name: 'search with one character wrong',
    goal: '',
    run: (i) => {
      const characters = [...at(companies, i * 7)].slice(0, 6)
      characters[i % 5] = '囍'
      return find(characters.join(''))
    },
  })
  await row(asked, {
    name: 'search two characters with a filter',
    goal: '',
    run: (i) => find(at(partsOfNames(companies, 2), i * 7), { filter: conditions }),
  })
}

async function listRows(asked: Asked): Promise<void> {
  const { bank } = asked
  const as = (run: (context: StaffContext) => Promise<unknown>) => bank.asOfficer(run)
  const list = { text: '', chosen: {}, sort: 'name' as const, limit: 50 }
  await row(asked, {
    name: 'list of 50, five conditions',
    goal: '',
    run: () => as((context) => listFiltered(context, { ...list, filter: conditions })),
  })
  await row(asked, {
    name: 'facets of what five conditions leave',
    goal: '',
    run: () => as((context) => readFacets(context, { text: '', chosen: {}, filter: conditions })),
  })
  await row(asked, {
    name: 'facets of the whole branch',
    goal: '',
    run: () => as((context) => readFacets(context, { text: '', chosen: {} })),
  })
}

/** From the end of saving to being found. */
async function newRow(bank: BenchBank): Promise<Measure> {
  const taken: number[] = []
  for (let i = 0; i < 5; i++) {
    const name = `囍${['甲', '乙', '丙', '丁', '戊'][i]}新户`
    await bank.asOfficer((context) => createCustomer(context, { details: personNamed(name) }))
    const saved = performance.now()
    const { rows } = await bank.asOfficer((context) =>
      findParties(context, { text: name, limit: 5 }),
    )
    if (rows[0]?.name !== name) throw new Error('a new customer is not found')
    taken.push(performance.now() - saved)
  }
  return measure({
    name: 'a new customer is found after saving, worst of 5',
    value: Math.max(...taken),
    unit: 'ms',
    limit: 2_000,
    against: 'the promised two seconds',
    goal: '≤ 1',
  })
}

const personNamed = (name: string) => ({
  kind: 'person' as const,
  name,
  idType: null,
  idNumber: '',
  sex: null,
  birthDate: null,
  mobile: '',
  email: '',
  card: '',
  address: '',
  occupation: '',
  employer: '',
  annualIncome: null,
  assets: [],
})
