import type { Procedure } from '../policy.ts'
import { general, list, one, type Sample } from './sample.ts'

const reason = 'asked by the matrix'
const ofCustomer = one(({ customerId }) => ({ customerId }))
const group = one(({ groupId }) => ({ groupId }))
const groupAct = one(({ groupActId: id }) => ({ id }))

/** Acts on groups, derived sets, limits and exposures. */
export const groupReviewSamples: Readonly<
  Record<Extract<Procedure, `${'groupActs' | 'groupSets' | 'exposure'}.${string}`>, Sample>
> = {
  'groupActs.list': list(({ groupActId }) => groupActId),
  'groupActs.get': groupAct,
  'groupActs.preview': one(({ groupId }) => ({ kind: 'dissolve', groupId })),
  'groupActs.propose': one(({ groupId }) => ({ act: { kind: 'dissolve', groupId }, reason })),
  'groupActs.proposeReverse': one(({ groupActId: id }) => ({ id, reason })),
  'groupActs.withdraw': groupAct,
  'groupActs.approve': one(({ groupActId: id }) => ({ id, note: reason })),
  'groupActs.refuse': one(({ groupActId: id }) => ({ id, note: reason })),
  'groupSets.list': list(({ connectedSetId }) => connectedSetId),
  'groupSets.get': one(({ connectedSetId: id }) => ({ id })),
  'groupSets.ofCustomer': ofCustomer,
  'groupSets.derive': general(),
  'groupSets.override': one(({ connectedSetId: id, memberId }) => ({
    id,
    add: [memberId],
    remove: [],
    reason,
  })),
  'groupSets.decide': one(({ setProposalId: proposalId }) => ({
    proposalId,
    outcome: 'refused',
    note: reason,
  })),
  'exposure.ofNode': ofCustomer,
  'exposure.ofGroup': group,
  'exposure.simulate': one(({ customerId }) => ({ customerId, amount: 1_000_00 })),
  'exposure.headroom': group,
  'exposure.customerLimits': ofCustomer,
  'exposure.waitingLimits': list(({ waitingLimitId }) => waitingLimitId),
  'exposure.setCustomerLimit': one(({ customerId }) => ({
    customerId,
    amount: 1_000_000_00,
    isRevolving: true,
    note: reason,
  })),
  'exposure.decideCustomerLimit': one(({ waitingLimitId: id }) => ({
    id,
    outcome: 'refused',
    note: reason,
  })),
  'exposure.days': general(),
  'exposure.largest': general({ kind: 'group' }),
  'exposure.contracts': general({
    day: '2026-10-14',
    kind: 'group',
    id: '01929b3c-0000-7000-8000-000000000000',
  }),
}
