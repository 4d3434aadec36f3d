import { uuidv7 } from '@banyan/database'
import { type CustomerDetails, keptDetails } from '@banyan/domain/customers/customer'
import type { CustomerRow } from '@banyan/domain/imports/customers-file'
import { canonicalText } from '../../audit/canonical-text.ts'
import type { Disagreement } from '../../evidence/raise-conflicts.ts'
import type { Reference } from '../references.queries.ts'
import type { BranchChoice } from './branches.ts'
import { branchChoice } from './branches.ts'
import type { CustomerFile } from './customer-files.queries.ts'
import { findHeldFacts, type HeldFacts } from './held-facts.ts'
import { customerKeys, numberKey } from './customer-keys.ts'
import { findKnownParties, type KnownParties, type Owner } from './known-parties.ts'
import { mergedDetails } from './merge-details.ts'
import type { Revision } from './revise-customers.ts'
import type { ImportScope, Outcome, ReadRow, Rejection } from './row-import.ts'

export interface PlannedCreation {
  id: string
  details: CustomerDetails
  branchId: string
  officerId: string | null
  country: string
  formerNames: string[]
  isNameless: boolean
}

export interface CustomerPlan {
  outcomes: Outcome[]
  creations: PlannedCreation[]
  revisions: Revision[]
  references: Reference[]
  nameReferences: Reference[]
  disagreements: Disagreement[]
}

/** What each row of a portion means, decided in memory in the order of the file. */
export async function planCustomers(
  scope: ImportScope,
  rows: readonly ReadRow<CustomerRow>[],
): Promise<CustomerPlan> {
  const branches = await branchChoice(scope.context)
  const known = await findKnownParties(scope, rows)
  const facts = await findHeldFacts(scope, [...known.files.keys()])
  const planning = new CustomerPlanning(scope, { branches, known, facts })
  const outcomes = rows.map((row) => planning.take(row))
  return { outcomes, ...planning.result() }
}

const nameKey = (externalId: string, digest: Buffer) => `${externalId}|${digest.toString('hex')}`

class CustomerPlanning {
  readonly #scope: ImportScope
  readonly #branches: BranchChoice
  readonly #known: KnownParties
  readonly #created = new Map<string, PlannedCreation>()
  readonly #revised = new Map<string, Revision>()
  readonly #references: Reference[] = []
  readonly #nameReferences: Reference[] = []
  readonly #facts: HeldFacts
  readonly #disagreements: Disagreement[] = []

  constructor(
    scope: ImportScope,
    found: { branches: BranchChoice; known: KnownParties; facts: HeldFacts },
  ) {
    this.#scope = scope
    this.#branches = found.branches
    this.#known = found.known
    this.#facts = found.facts
  }

  result() {
    return {
      creations: [...this.#created.values()],
      revisions: [...this.#revised.values()],
      references: this.#references,
      nameReferences: this.#nameReferences,
      disagreements: this.#disagreements,
    }
  }

  take(read: ReadRow<CustomerRow>): Outcome {
    const { row, digest } = read
    const { externalId, details } = row
    const keys = customerKeys(row)
    const seen = this.#scope.seen.get(keys[0] ?? '')
    if (seen?.digest.equals(digest)) return 'unchanged'
    if (seen) return this.#takeRecurrence(read, seen.name)
    const branchId = row.branch === '' ? null : this.#branches.find(row.branch)
    if (branchId === undefined) return [reject('branch', 'branch-not-found', row.branch)]
    const reference = this.#known.references.get(externalId)
    const isSame = reference?.contentDigest?.equals(digest) === true
    const outcome = isSame
      ? 'unchanged'
      : this.#takeNews(read, reference?.entityId ?? null, branchId)
    if (typeof outcome === 'string') {
      for (const key of keys) this.#scope.seen.add(key, { digest, name: details.name })
    }
    return outcome
  }

  /** The same code under another name is a name the party had; other differences contradict the first row. */
  #takeRecurrence({ row, digest }: ReadRow<CustomerRow>, firstName: string): Outcome {
    const { externalId, details } = row
    const key = nameKey(externalId, digest)
    if (this.#known.nameReferences.has(key)) return 'unchanged'
    const reference = this.#known.references.get(externalId)
    if (details.name === firstName || !reference) {
      return [reject('external_id', 'repeated-in-file', externalId)]
    }
    const id = reference.entityId
    this.#known.nameReferences.add(key)
    this.#nameReferences.push({ externalId: key, entityId: id, contentDigest: digest })
    const creation = this.#created.get(id)
    if (creation) {
      if (!creation.formerNames.includes(details.name)) creation.formerNames.push(details.name)
      return 'accepted'
    }
    const file = this.#known.files.get(id)
    if (!file) return [reject('external_id', 'repeated-in-file', externalId)]
    const planned = this.#revised.get(id)
    const before = planned ?? unchangedRevision(file, this.#scope.source)
    const formerNames = [...new Set([...before.formerNames, details.name])]
    this.#revised.set(id, { ...before, formerNames })
    return 'accepted'
  }

  #takeNews(read: ReadRow<CustomerRow>, referred: string | null, branchId: string | null): Outcome {
    const { row } = read
    const owners = this.#known.ownersOf(row.details)
    const others = owners.filter(({ id }) => id !== referred)
    const [owner] = others
    if (others.length > 1 || (referred !== null && owner)) return [taken(owner, row.details)]
    const id = referred ?? owner?.id ?? null
    if (id === null) return this.#create(read, branchId)
    if (owner && this.#isAnother(owner, row)) return [taken(owner, row.details)]
    return this.#update(read, id, branchId)
  }

  /** A person's number under another name is a slip; a company's code too, within one file. */
  #isAnother(owner: Owner, { details }: CustomerRow): boolean {
    const key = numberKey(owner.column, owner.number)
    const inThisFile = this.#scope.seen.get(key)
    if (inThisFile) return inThisFile.name !== details.name
    const known = this.#known.files.get(owner.id)?.details
    return owner.column === 'id_number' && known !== undefined && known.name !== details.name
  }

  #create({ row, digest }: ReadRow<CustomerRow>, branchId: string | null): Outcome {
    const { scope, staff } = this.#scope.context
    const { externalId, details, formerName, country } = row
    const id = uuidv7()
    const creation: PlannedCreation = {
      id,
      details,
      branchId: branchId ?? this.#branches.usual,
      officerId: scope.reach === 'own' ? staff.id : null,
      country,
      formerNames: formerName === '' ? [] : [formerName],
      isNameless: isNameless(row),
    }
    this.#created.set(id, creation)
    this.#refer(externalId, id, digest)
    this.#known.own(id, details)
    return 'accepted'
  }

  #update({ row, digest }: ReadRow<CustomerRow>, id: string, branchId: string | null): Outcome {
    const { externalId, details, country, formerName } = row
    const creation = this.#created.get(id)
    if (creation) {
      this.#refer(externalId, id, digest)
      return 'unchanged'
    }
    const file = this.#known.files.get(id)
    if (!file || !this.#known.isWithinReach(file)) {
      return [reject('external_id', 'belongs-to-another-customer', externalId)]
    }
    if (file.details.kind !== details.kind) return [reject('kind', 'another-type', details.kind)]
    const before = this.#revised.get(id) ?? unchangedRevision(file, this.#scope.source)
    const isNamelessRow = isNameless(row)
    const { details: merged, disagreements } = this.#facts.weigh(
      id,
      before.details,
      keptDetails(mergedDetails(before.details, details, { isNameless: isNamelessRow })),
    )
    this.#disagreements.push(...disagreements)
    const renamed = merged.name === before.details.name ? [] : [before.details.name]
    const formerNames = [...before.formerNames, ...renamed, ...(formerName ? [formerName] : [])]
    const after: Revision = {
      ...before,
      details: merged,
      branchId: branchId ?? before.branchId,
      country,
      formerNames: [...new Set(formerNames)],
    }
    this.#refer(externalId, id, digest)
    if (canonicalText(contentOf(before)) === canonicalText(contentOf(after))) return 'unchanged'
    this.#revised.set(id, after)
    this.#known.own(id, merged)
    return 'accepted'
  }

  #refer(externalId: string, entityId: string, contentDigest: Buffer): void {
    const reference = { externalId, entityId, contentDigest }
    this.#references.push(reference)
    this.#known.references.set(externalId, reference)
  }
}

function reject(column: string, code: Rejection['code'], value: string): Rejection {
  return { column, code, value }
}

function taken(owner: Owner | undefined, details: CustomerDetails): Rejection {
  const column = owner?.column ?? 'external_id'
  return reject(column, 'belongs-to-another-customer', owner?.number ?? details.name)
}

function isNameless({ externalId, details }: CustomerRow): boolean {
  return details.name === externalId
}

function unchangedRevision(file: CustomerFile, source: string): Revision {
  const { details, branchId, country, formerNames } = file
  return { file, details, branchId, country, formerNames, reason: 'imported', source }
}

function contentOf({ details, branchId, country, formerNames }: Revision) {
  return { details, branchId, country, formerNames }
}
