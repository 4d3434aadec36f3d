import { isUuid, type Tx } from '@banyan/database'
import { sql } from 'kysely'

/** Up to 512 rows of a group in one piece: fixed-width figures, and the texts of each column. */
export interface TreePage {
  figures: Buffer
  names: Buffer
  numbers: Buffer
  codes: Buffer
  initials: Buffer
}

const names = ['figures', 'names', 'numbers', 'codes', 'initials'] as const

/** Rows in the order of the index need no sorting, and leave as soon as a page of them is whole. */
const walkingTheIndex = (others: 'on' | 'off') =>
  ['bitmapscan', 'hashagg', 'sort', 'seqscan']
    .map((way) => `set local enable_${way} = ${others};`)
    .join(' ')

/** The rows of a group, page by page; each page is put together by the database and travels as it is. */
export async function readTreePages(
  tx: Tx,
  institutionId: string,
  groupId: string,
): Promise<TreePage[]> {
  if (!isUuid(institutionId) || !isUuid(groupId)) throw new TypeError('rows are named by uuids')
  // copy takes no parameters
  const { rows } = await sql
    .raw<{ bytes: Buffer }>(
      `/* copied */ ${walkingTheIndex('off')} copy (select string_agg(figures, ''::bytea), string_agg(name, E'\\x1f'), string_agg(number, E'\\x1f'),
        string_agg(code, E'\\x1f'), string_agg(initials, E'\\x1f')
      from group_node where institution_id = '${institutionId}' and group_id = '${groupId}' group by page)
      to stdout (format binary); ${walkingTheIndex('on')}`,
    )
    .execute(tx)
  return pagesOf(rows[0]?.bytes ?? Buffer.alloc(0))
}

/** The binary format of copy: a signature and two counts, then each row with the length before each field. */
function pagesOf(bytes: Buffer): TreePage[] {
  const pages: TreePage[] = []
  let at = 19
  while (at + 2 <= bytes.length) {
    const fields = bytes.readInt16BE(at)
    at += 2
    if (fields < 0) break
    const read = names.map((name) => {
      const length = bytes.readInt32BE(at)
      const field = bytes.subarray(at + 4, at + 4 + length)
      at += 4 + length
      return [name, field] as const
    })
    pages.push(Object.fromEntries(read) as unknown as TreePage)
  }
  return pages
}
