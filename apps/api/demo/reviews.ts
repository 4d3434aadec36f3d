import { money } from '@banyan/domain/money'
import type { StaffContext } from '../src/access/staff-context.ts'
import { decideCustomerLimit } from '../src/exposure/decide-customer-limit.ts'
import { setCustomerLimit } from '../src/exposure/set-customer-limit.ts'
import { proposeAct } from '../src/groups/acts/propose-act.ts'
import { listMemberships } from '../src/groups/group-members.queries.ts'
import { listSetProposals, listSets } from '../src/groups/sets/connected-sets.queries.ts'
import { decideSet } from '../src/groups/sets/decide-set.ts'
import { deriveSets } from '../src/groups/sets/derive-sets.ts'
import { contextOn, type DemoBank, oneWith, type StaffMember } from './bank.ts'
import type { GroupPlan } from './groups.ts'

/** Most derived sets are confirmed, the others wait, as limits and a change of groups do. */
const setsConfirmed = 0.7
const limitsAllotted = 12
const wan = (amount: number) => money(amount * 1_000_000)

/** What two people decide together: sets, limits and acts, some decided and some waiting. */
export async function reviewBank(bank: DemoBank, groups: readonly GroupPlan[]): Promise<void> {
  const risk = oneWith(bank, 'risk-officer')
  const head = oneWith(bank, 'head-office-approver')
  const as = <T>(staff: StaffMember, run: (context: StaffContext) => Promise<T>) =>
    bank.resources.transact(bank.institution.id, async (tx) =>
      run(await contextOn(bank, tx, { staff, on: bank.time.last, minutes: 300 })),
    )
  await as(risk, deriveSets)
  await as(head, confirmSets)
  await allotLimits(groups, { risk, head, as })
  await proposeMove(groups, { risk, as })
}

async function confirmSets(context: StaffContext): Promise<void> {
  const { tx, institution, scope } = context
  for (const basis of ['control', 'connected'] as const) {
    const sets = await listSets(tx, institution.id, scope, { basis, limit: 1_000 })
    const sure = sets.filter(({ needsAssessment }) => !needsAssessment)
    for (const { id } of sure.slice(0, Math.floor(sure.length * setsConfirmed))) {
      const [proposal] = await listSetProposals(tx, institution.id, id)
      if (!proposal) continue
      const note = '依据工商登记与股东名册核对'
      await decideSet(context, { proposalId: proposal.id, outcome: 'approved', note })
    }
  }
}

interface Reviewers {
  risk: StaffMember
  head: StaffMember
  as: <T>(staff: StaffMember, run: (context: StaffContext) => Promise<T>) => Promise<T>
}

/** The root of each of the first groups has a limit of its own; the last of them waits. */
async function allotLimits(
  groups: readonly GroupPlan[],
  { risk, head, as }: Reviewers,
): Promise<void> {
  const roots = groups.flatMap(({ members }) => members[0] ?? []).slice(0, limitsAllotted)
  for (const [place, { id: customerId }] of roots.entries()) {
    const amount = wan(2_000 + 500 * (place % 5))
    const terms = { customerId, amount, isRevolving: place % 3 !== 2, validTo: null }
    const set = await as(risk, (context) =>
      setCustomerLimit(context, { ...terms, note: '年度授信方案' }),
    )
    if (place === roots.length - 1) continue
    await as(head, (context) =>
      decideCustomerLimit(context, { id: set.id, outcome: 'approved', note: '同意授信方案' }),
    )
  }
}

async function proposeMove(
  groups: readonly GroupPlan[],
  { risk, as }: Pick<Reviewers, 'risk' | 'as'>,
): Promise<void> {
  const plain = groups.filter(({ part, members }) => part === 'ordinary' && members.length > 3)
  const [from, to] = plain
  const moving = from?.members.at(-1)
  if (!moving || !to) return
  await as(risk, async (context) => {
    const ids = to.members.slice(0, 1).map(({ id }) => id)
    const [target] = await listMemberships(context.tx, context.institution.id, ids)
    if (!target) return
    const { groupId: toGroupId } = target
    await proposeAct(context, {
      act: { kind: 'move', customerIds: [moving.id], withSubtrees: false, toGroupId },
      reason: '股权已转让，实际由受让方管理',
    })
  })
}
