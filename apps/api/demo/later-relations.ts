import { addDays } from '@banyan/domain/calendar'
import { money } from '@banyan/domain/money'
import { rate } from '@banyan/domain/rate'
import { addRelation } from '../src/groups/add-relation.ts'
import { correctRelation } from '../src/groups/relations/correct-relation.ts'
import { listRelations } from '../src/groups/relations.queries.ts'
import { contextOn, type DemoBank, oneWith } from './bank.ts'
import { type GroupPart, type GroupPlan, ringPlaces } from './groups.ts'
import { at } from './random.ts'

/** What came to be known later: a share was less all along, and a guarantee that closes a ring waits. */
export async function learnLater(bank: DemoBank, groups: readonly GroupPlan[]): Promise<void> {
  const partOf = (part: GroupPart) => groups.find((group) => group.part === part)
  const cross = partOf('crossHolding')
  const circle = partOf('guaranteeCircle')
  if (cross) await correctShare(bank, cross)
  if (circle) await proposeGuarantee(bank, circle)
}

/** The root holds 65 % of its first subsidiary, not 70 %, and has done so for longer than was believed. */
async function correctShare(bank: DemoBank, { members }: GroupPlan): Promise<void> {
  const { institution, resources, time } = bank
  await resources.transact(institution.id, async (tx) => {
    const staff = oneWith(bank, 'risk-officer')
    const context = await contextOn(bank, tx, { staff, on: addDays(time.last, -45), minutes: 60 })
    const relations = await listRelations(tx, institution.id, at(members, 1).id)
    const held = relations.find(
      ({ kind, fromId }) => kind === 'ownership' && fromId === at(members, 0).id,
    )
    if (!held) throw new Error('the root of the cross-holding holds nothing')
    await correctRelation(context, {
      id: held.id,
      percent: rate(65_000_000),
      votingPercent: rate(65_000_000),
      reason: '最新章程载明出资比例为 65%',
    })
  })
}

async function proposeGuarantee(bank: DemoBank, { members }: GroupPlan): Promise<void> {
  const { institution, resources, time } = bank
  const guarantor = at(members, ringPlaces[0])
  await resources.transact(institution.id, async (tx) => {
    const { officer: staff } = guarantor
    const context = await contextOn(bank, tx, { staff, on: time.last, minutes: 30 })
    await addRelation(context, {
      from: guarantor.id,
      to: at(members, 9).id,
      kind: 'guarantee',
      role: null,
      percent: null,
      votingPercent: null,
      incomePercent: null,
      dependencePercent: null,
      amount: money(200 * 1_000_000),
      validFrom: time.last,
      validTo: null,
      source: '保证合同',
      evidence: '最高额保证合同（待签）',
      confirmsRing: { reason: '借款人现金流稳定，拟追加抵押' },
    })
  })
}
