import { resemblance } from '@banyan/domain/customers/likeness'
import type { StaffContext } from '../src/access/staff-context.ts'
import { proposeMerge } from '../src/duplicates/propose-merge.ts'
import { suggestionRow } from '../src/likeness/keep-suggestions.ts'
import { insertSuggestions, listPairs } from '../src/likeness/likeness.queries.ts'
import { lookOverData } from '../src/quality/look-over-data.ts'
import { contextOn, type DemoBank, inBulk, oneWith, type StaffMember } from './bank.ts'
import type { Party } from './parties.ts'

/** What the night finds: drafts that are somebody already on file, one merge of such waiting, and gaps in the data. */
export async function findDoubles(bank: DemoBank, parties: readonly Party[]): Promise<void> {
  const drafts = parties.filter(({ status }) => status === 'draft').map(({ id }) => id)
  const pairs = await inBulk(bank, 'suggestions', async (tx, context) => {
    const found = (await listPairs(context, drafts)).flatMap((pair) => {
      const alike = resemblance(new Set(pair.reasons), { one: pair.oneKind, other: pair.otherKind })
      return alike === null ? [] : [{ ...pair, alike }]
    })
    const rows = found.map(({ oneId, otherId, alike }) =>
      suggestionRow(context, [oneId, otherId], alike),
    )
    await insertSuggestions(tx, rows)
    return { rows: rows.length, result: found }
  })
  const pair = pairs.find(({ alike }) => alike.kind === 'duplicate')
  const draft = parties.find(({ id, status }) => isOneOf(pair, id) && status === 'draft')
  const held = parties.find(({ id }) => isOneOf(pair, id) && id !== draft?.id)
  if (draft && held) {
    const reason = '同一企业重复建档，保留已有档案'
    await as(bank, oneWith(bank, 'document-reviewer'), (context) =>
      proposeMerge(context, { survivorId: held.id, mergedId: draft.id, reason }),
    )
  }
  await as(bank, bank.operator, (context) => lookOverData(context, bank.time.last))
}

const isOneOf = (pair: { oneId: string; otherId: string } | undefined, id: string) =>
  pair?.oneId === id || pair?.otherId === id

const as = <T>(bank: DemoBank, staff: StaffMember, run: (context: StaffContext) => Promise<T>) =>
  bank.resources.transact(bank.institution.id, async (tx) =>
    run(await contextOn(bank, tx, { staff, on: bank.time.last, minutes: 400 })),
  )
