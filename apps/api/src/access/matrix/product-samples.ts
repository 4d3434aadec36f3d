import type { Procedure } from '../policy.ts'
import { soundTerms } from './product-places.ts'
import { general, list, one, type Sample } from './sample.ts'

const reason = 'asked by the matrix'
const validFrom = '2026-12-01'

/** Products belong to the whole institution: only whether a role may ask counts, but for what waits. */
export const productSamples: Readonly<
  Record<Extract<Procedure, `${'products' | 'repricings'}.${string}`>, Sample>
> = {
  'repricings.list': list(({ repricingId }) => repricingId),
  'repricings.adopt': one(({ repricingId: id }) => ({
    id,
    ask: { kind: 'rate-reset', from: '2026-10-15', annualRate: 4_850_000 },
    note: reason,
  })),
  'repricings.dismiss': one(({ repricingId: id }) => ({ id, note: reason })),
  'products.list': general(),
  'products.get': general({ code: 'working-capital' }),
  'products.workingDays': general(),
  'products.proposals': general(),
  'products.create': general({
    code: 'matrix-loan',
    name: '矩阵贷款',
    nameEn: 'Matrix loan',
    kind: 'consumer',
    terms: soundTerms,
    validFrom,
    reason,
  }),
  'products.change': general({
    code: 'consumer',
    basedOn: 9,
    terms: soundTerms,
    validFrom,
    reason,
  }),
  'products.withdraw': general({ code: 'consumer', basedOn: 1, validFrom, reason }),
  'products.cancel': one(({ productProposalId: id }) => ({ id })),
  'products.decide': one(({ productProposalId: id }) => ({
    id,
    outcome: 'refused',
    note: reason,
  })),
}
