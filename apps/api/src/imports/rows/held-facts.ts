import { differingFields } from '@banyan/domain/customers/changed-details'
import type { CustomerDetails } from '@banyan/domain/customers/customer'
import { isKnownValue } from '@banyan/domain/customers/evidence'
import type { InstitutionKeys } from '../../access/keys.ts'
import {
  conflictKey,
  listConflictsOf,
  listFieldSources,
  listVerifiedFields,
} from '../../evidence/conflicts.queries.ts'
import { factDigest } from '../../evidence/fact-values.ts'
import type { Disagreement } from '../../evidence/raise-conflicts.ts'
import type { ImportScope } from './row-import.ts'

/** What is known of the evidence behind the files a portion of rows speaks of. */
export class HeldFacts {
  readonly #keys: InstitutionKeys
  readonly #source: string
  readonly #sources: ReadonlyMap<string, string>
  readonly #verified: ReadonlySet<string>
  readonly #settled: ReadonlySet<string>

  constructor(
    { context, source }: Pick<ImportScope, 'context' | 'source'>,
    found: {
      sources: ReadonlyMap<string, string>
      verified: ReadonlySet<string>
      settled: ReadonlySet<string>
    },
  ) {
    this.#keys = context.keys
    this.#source = source
    this.#sources = found.sources
    this.#verified = found.verified
    this.#settled = found.settled
  }

  /**
   * What becomes of a file for which a row brings other values. Its own source may always change them. Against
   * another source a proved value stays, any other gives way; both are disagreements to be settled. What was
   * settled once stays settled.
   */
  weigh(
    customerId: string,
    before: CustomerDetails,
    merged: CustomerDetails,
  ): { details: CustomerDetails; disagreements: Disagreement[] } {
    const held = new Map<string, unknown>(Object.entries(before))
    const brought = new Map<string, unknown>(Object.entries(merged))
    const kept: Record<string, unknown> = {}
    const disagreements: Disagreement[] = []
    for (const field of differingFields(before, merged)) {
      const claim = { customerId, field }
      const source = this.#sources.get(`${customerId}|${field}`) ?? this.#sources.get(customerId)
      const isOwn = source === undefined || source === this.#source
      if (isOwn || !isKnownValue(held.get(field))) continue
      if (this.#isSettled(claim, held.get(field), brought.get(field))) {
        kept[field] = held.get(field)
        continue
      }
      const isProved = this.#verified.has(`${customerId}|${field}`)
      if (isProved) kept[field] = held.get(field)
      disagreements.push({
        ...claim,
        held: { source, value: held.get(field) },
        other: { source: this.#source, value: brought.get(field) },
        taken: isProved ? 'held' : 'other',
      })
    }
    return { details: { ...merged, ...kept } as CustomerDetails, disagreements }
  }

  #isSettled(claim: { customerId: string; field: string }, held: unknown, other: unknown): boolean {
    return this.#settled.has(
      conflictKey({
        ...claim,
        heldDigest: factDigest(this.#keys, claim, held),
        otherSource: this.#source,
        otherDigest: factDigest(this.#keys, claim, other),
      }),
    )
  }
}

export async function findHeldFacts(
  scope: Pick<ImportScope, 'context' | 'source'>,
  customerIds: readonly string[],
): Promise<HeldFacts> {
  const { tx, institution } = scope.context
  if (customerIds.length === 0) {
    return new HeldFacts(scope, { sources: new Map(), verified: new Set(), settled: new Set() })
  }
  const raised = await listConflictsOf(tx, institution.id, customerIds)
  return new HeldFacts(scope, {
    sources: await listFieldSources(tx, institution.id, customerIds),
    verified: await listVerifiedFields(tx, institution.id, customerIds),
    settled: new Set(raised.filter(({ choice }) => choice === 'held').map(conflictKey)),
  })
}
