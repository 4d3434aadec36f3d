import { gramsOf } from '@banyan/domain/search/names'
import { findParties } from '@banyan/api/search/find-parties'
import type { BenchBank } from './bench-bank.ts'
import { type Measure, measure, percentile, times } from './measure.ts'

const first = [...'华东南北金银铜铁江河湖海山川云林森木水火土石玉龙凤鹤松柏梅兰竹菊春夏秋冬']
const second = [...'拓达通远盛昌隆兴旺发顺泰安康宁和平福禄寿喜庆丰裕富贵荣耀辉煌光明']
const kinds = ['机械', '贸易', '物流', '食品', '科技', '建材', '纺织', '化工', '电子', '能源']

/** A name for each number, with common, middling and rare pairs of characters in it. */
function nameOf(i: number): string {
  const at = <T>(list: readonly T[], n: number): T => list[n % list.length] as T
  return `${at(first, i * 7)}${at(second, Math.floor(i / 3))}${at(first, Math.floor(i / 31))}${at(kinds, i)}有限公司`
}

async function makeNames(
  { owner, institution, branchIds, staffId }: BenchBank,
  count: number,
): Promise<void> {
  const chunk = 10_000
  for (let from = 0; from < count; from += chunk) {
    const names = Array.from({ length: Math.min(chunk, count - from) }, (_, i) => nameOf(from + i))
    const grams = names.map((name) => `{${gramsOf(name).join(',')}}`)
    await owner.query(
      `with given as (select gen_random_uuid() as id, name, grams::int[] as grams, ordinality as i from unnest($1::text[], $2::text[]) with ordinality as g(name, grams, ordinality)),
       made as (insert into customer (institution_id, id, number, kind, name, name_sort, status, branch_id, officer_id, source, created_by, created_at, changed_at)
         select $3, id, 'N' || ($4::int + i), 'company', name, name, 'active', ($5::uuid[])[1 + i % 10], $6, 'bench', $6, now(), now() from given)
       insert into party_name (institution_id, id, party, party_id, kind, name, plain, grams, pinyin, initials, branch_id, officer_id)
       select $3, gen_random_uuid(), 'customer', id, 'current', name, name, grams, '', '', ($5::uuid[])[1 + i % 10], $6 from given`,
      [names, grams, institution.id, from, branchIds, staffId],
    )
  }
  await owner.query('vacuum analyze')
}

/** Part of a name of two characters, as the narrowest role, against one read by primary key. */
export async function benchSearch(bank: BenchBank, scale: number): Promise<Measure[]> {
  const count = Math.round(1_000_000 * scale)
  await makeNames(bank, count)
  const { rows } = await bank.owner.query<{ id: string }>('select id from customer limit 200')
  const oneRead = await times(200, (i) =>
    bank.asOfficer(({ tx, institution }) =>
      tx
        .selectFrom('customer')
        .select(['id', 'name'])
        .where('institutionId', '=', institution.id)
        .where('id', '=', rows[i % rows.length]?.id ?? '')
        .executeTakeFirst(),
    ),
  )
  const limit = percentile(oneRead, 0.5)
  const measured: Measure[] = []
  const find = (text: string) =>
    times(40, () => bank.asOfficer((context) => findParties(context, { text, limit: 20 })))
  for (const [sort, text] of [
    ['rare', '菊明'],
    ['middling', '华拓'],
    ['four characters', '东达贸易'],
  ] as const) {
    const taken = await find(text)
    measured.push(
      measure({
        name: `search ${sort} “${text}” in ${count.toLocaleString('en')} names, p50`,
        value: percentile(taken, 0.5),
        unit: 'ms',
        limit,
        against: 'read by primary key behind the same wall',
        goal: '≤ 2.5 (p50)',
      }),
    )
  }
  const number = await find('N77')
  measured.push(
    measure({
      name: 'search by number, p50',
      value: percentile(number, 0.5),
      unit: 'ms',
      limit,
      against: 'read by primary key behind the same wall',
      goal: '≤ 2.5 (p50)',
    }),
  )
  return measured
}
