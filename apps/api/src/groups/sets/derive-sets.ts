import { createHash } from 'node:crypto'
import { uuidv7 } from '@banyan/database'
import { connectedCustomers } from '@banyan/domain/groups/connected/connected-customers'
import type { DerivedReason, DerivedSet } from '@banyan/domain/groups/connected/derived-set'
import { groupCustomers } from '@banyan/domain/groups/connected/group-customers'
import { setDifferences } from '@banyan/domain/groups/set-differences'
import { zero } from '@banyan/domain/money'
import { recordAudit, type Recorder } from '../../audit/record-audit.ts'
import { takeNumbers } from '../../officers/officers.queries.ts'
import { netAssetsOf } from '../../statements/net-assets.queries.ts'
import { getCapitalBases } from '../limits-in-force.queries.ts'
import { type SetBasis, setBases } from './connected-sets.queries.ts'
import {
  asKnownSet,
  insertSetMembers,
  insertSetProposals,
  insertSets,
  listAllRelations,
  listOwed,
  listSetParties,
  listSetsOnFile,
  type NewProposalRow,
} from './set-changes.queries.ts'

export interface DerivedCount {
  basis: SetBasis
  proposed: number
  changed: number
  ended: number
  unchanged: number
}

type Parties = Awaited<ReturnType<typeof listSetParties>>

/**
 * Derives both kinds of regulatory sets from the relations of the day. New sets are proposed, differences from
 * those on file wait beside them, and nobody's membership changes until another person decides.
 */
export async function deriveSets(context: Recorder): Promise<DerivedCount[]> {
  const { tx, institution, businessDay } = context
  const relations = await listAllRelations(tx, institution.id, businessDay)
  const ids = [...new Set(relations.flatMap(({ from, to }) => [from, to]))]
  const parties = await listSetParties(tx, institution.id, ids)
  const isPerson = (id: string) => parties.get(id)?.kind === 'person'
  const { tier1 } = await getCapitalBases(tx, institution.id, businessDay)
  const { id: institutionId, currency } = institution
  const owed = await listOwed(tx, { institutionId, currency, businessDay })
  const guarantors = relations.flatMap(({ kind, from }) => (kind === 'guarantee' ? [from] : []))
  const means = await netAssetsOf(tx, institution.id, [...new Set(guarantors)], businessDay)
  const facts = {
    netAssetsOf: (id: string) => means.get(id) ?? null,
    ...(tier1 === null
      ? {}
      : { tierOneCapital: tier1, exposureOf: (id: string) => owed.get(id) ?? zero }),
  }
  const found = {
    control: groupCustomers(relations, { isPerson }),
    connected: connectedCustomers(relations, facts),
  }
  const counts = []
  for (const basis of setBases) counts.push(await fileSets(context, basis, found[basis], parties))
  const detail = Object.fromEntries(counts.map(({ basis, ...count }) => [basis, count]))
  const action = 'connected sets derived'
  await recordAudit(context, { entity: 'institution', id: institution.id, action, detail })
  return counts
}

interface Found {
  root: string
  members: readonly string[]
  derived: DerivedSet
}

async function fileSets(
  context: Recorder,
  basis: SetBasis,
  derived: readonly DerivedSet[],
  parties: Parties,
): Promise<DerivedCount> {
  const { tx, institution } = context
  const onFile = await listSetsOnFile(tx, institution.id, basis)
  const dismissed = new Set(
    onFile
      .filter(({ status }) => status === 'dismissed')
      .map(({ digest }) => digest.toString('hex')),
  )
  const found = derived
    .filter(({ members }) => members.length > 1)
    .map((set): Found => ({ root: rootOf(set, parties), members: set.members, derived: set }))
    .filter(({ members }) => !dismissed.has(digestOf(members).toString('hex')))
    .map((set) => ({ set, order: orderOf(set, parties) }))
    .sort((a, b) => (a.order < b.order ? -1 : 1))
    .map(({ set }) => set)
  const living = onFile.filter(({ status }) => status !== 'dismissed')
  const waiting = new Set(living.filter(({ hasWaiting }) => hasWaiting).map(({ id }) => id))
  const { fresh, changes, ended, unchanged } = setDifferences(living.map(asKnownSet), found)
  await proposeNew(context, basis, fresh, parties)
  const changed = changes.filter(({ id }) => !waiting.has(id))
  const over = ended.filter((id) => !waiting.has(id))
  const membersOf = new Map(living.map(({ id, members }) => [id, members]))
  await insertSetProposals(tx, [
    ...changed.map(({ id, found: { derived: set }, added, removed }) => {
      const reasonsOf = reasonsByParty(set)
      return proposal(context, id, {
        kind: 'change',
        added: added.map((customerId) => ({ customerId, reasons: reasonsOf(customerId) })),
        removed: [...removed],
      })
    }),
    ...over.map((id) =>
      proposal(context, id, { kind: 'end', added: [], removed: membersOf.get(id) ?? [] }),
    ),
  ])
  return {
    basis,
    proposed: fresh.length,
    changed: changed.length,
    ended: over.length,
    unchanged: unchanged + changes.length - changed.length + ended.length - over.length,
  }
}

/** Of a set without a head above the others, the member of the lowest number. */
function rootOf({ head, members }: DerivedSet, parties: Parties): string {
  const numberOf = (id: string) => parties.get(id)?.number ?? ''
  const candidates = head.length > 0 ? head : members
  const [root = ''] = candidates.toSorted((a, b) => (numberOf(a) < numberOf(b) ? -1 : 1))
  return root
}

/** By the number of the root, then of all members: numbers are given in the same order each time. */
function orderOf({ root, members }: Found, parties: Parties): string {
  const numbers = members.map((id) => parties.get(id)?.number ?? '').toSorted()
  return [parties.get(root)?.number ?? '', ...numbers].join(' ')
}

function digestOf(members: readonly string[]): Buffer {
  return createHash('sha256').update(members.toSorted().join()).digest()
}

/** The edges a set rests on, by each party they touch. */
function reasonsByParty({ reasons }: DerivedSet): (customerId: string) => DerivedReason[] {
  const byParty = new Map<string, DerivedReason[]>()
  for (const reason of reasons) {
    for (const id of new Set([reason.from, reason.to])) {
      const known = byParty.get(id)
      if (known) known.push(reason)
      else byParty.set(id, [reason])
    }
  }
  return (customerId) => byParty.get(customerId) ?? []
}

interface Difference {
  kind: NewProposalRow['kind']
  added: { customerId: string; reasons: readonly DerivedReason[] }[]
  removed: string[]
}

function proposal(
  { institution, staff, now }: Recorder,
  setId: string,
  { kind, added, removed }: Difference,
): NewProposalRow {
  return {
    institutionId: institution.id,
    id: uuidv7(),
    setId,
    kind,
    added: JSON.stringify(added),
    removed,
    reason: 'derived',
    status: 'waiting',
    madeBy: staff.id,
    madeAt: now(),
  }
}

const letters = { control: 'K', connected: 'L' } as const

async function proposeNew(
  context: Recorder,
  basis: SetBasis,
  fresh: readonly Found[],
  parties: Parties,
): Promise<void> {
  if (fresh.length === 0) return
  const { tx, institution, now, businessDay } = context
  const first = await takeNumbers(tx, institution.id, `${basis}-set`, fresh.length)
  const rows = fresh.map(({ root, members, derived }, index) => ({
    institutionId: institution.id,
    id: uuidv7(),
    number: `${letters[basis]}${String(first + index).padStart(6, '0')}`,
    basis,
    name: parties.get(root)?.name ?? '',
    rootCustomerId: root,
    status: 'proposed' as const,
    memberCount: members.length,
    membersDigest: digestOf(members),
    needsAssessment: derived.needsAssessment,
    madeAt: now(),
  }))
  await insertSets(tx, rows)
  const members = rows.flatMap(({ id: setId }, index) => {
    const set = fresh[index]?.derived
    if (!set) return []
    const reasonsOf = reasonsByParty(set)
    return set.members.map((customerId) => ({ setId, customerId, reasons: reasonsOf(customerId) }))
  })
  await insertSetMembers(tx, institution.id, members, { day: businessDay, at: now() })
  const waiting = rows.map(({ id }) =>
    proposal(context, id, { kind: 'new', added: [], removed: [] }),
  )
  await insertSetProposals(tx, waiting)
}
