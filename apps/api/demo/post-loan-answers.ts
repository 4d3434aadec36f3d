import { addDays } from '@banyan/domain/calendar'
import { listCovenants, listTests } from '../src/covenants/covenants.queries.ts'
import { decideResolution, proposeResolution } from '../src/covenants/resolve-breach.ts'
import {
  answerFileUpdate,
  askFileUpdate,
} from '../src/inspections/file-updates/answer-file-update.ts'
import { askForReviews } from '../src/inspections/file-updates/ask-for-reviews.ts'
import { listFileUpdates } from '../src/inspections/file-updates/file-updates.queries.ts'
import { actAs, type DemoBank, oneWith } from './bank.ts'
import type { Party } from './parties.ts'

const minutes = 270

/** Of the covenants that were broken, one breach is waived for a time, one waiver waits, one is said to be mended. */
export async function resolveBreaches(bank: DemoBank): Promise<void> {
  const { last: on } = bank.time
  const collector = oneWith(bank, 'post-loan-officer')
  const breached = await actAs(bank, collector, { on, minutes }, (context) =>
    listCovenants(context, { state: 'breached', limit: 4 }),
  )
  for (const [place, { id }] of breached.slice(0, 3).entries()) {
    const isWaiver = place < 2
    const testId = await actAs(bank, collector, { on, minutes }, async (context) => {
      const tests = await listTests(context, id)
      const open = tests.find(({ outcome, resolution }) => outcome === 'breached' && !resolution)
      if (!open) return null
      await proposeResolution(context, {
        testId: open.id,
        kind: isWaiver ? 'waived' : 'cured',
        reason: isWaiver ? '季节性备货推高负债，年末回落' : '股东增资已到账，负债率恢复',
        until: isWaiver ? addDays(on, 90) : null,
      })
      return open.id
    })
    if (testId === null || place !== 0) continue
    const note = '同意豁免至年末，按月报送财务数据'
    await actAs(bank, oneWith(bank, 'head-office-approver'), { on, minutes }, (context) =>
      decideResolution(context, { testId, outcome: 'approved', note }),
    )
  }
}

const daysAgo = 30
const daysToAnswer = 15

/** Files asked for a month ago: some customers have answered, the others have let the day pass. */
export async function askForFiles(bank: DemoBank, companies: readonly Party[]): Promise<void> {
  const { last } = bank.time
  const asked = addDays(last, -daysAgo)
  const collector = oneWith(bank, 'post-loan-officer')
  await actAs(bank, collector, { on: asked, minutes }, (context) =>
    askForReviews(
      context,
      companies.map(({ id: customerId }) => ({ customerId, cause: 'relation' })),
    ),
  )
  for (const [place, { id: customerId, officer }] of companies.entries()) {
    const id = await actAs(bank, officer, { on: asked, minutes }, async (context) => {
      const [update] = await listFileUpdates(context, { customerId, limit: 1 })
      if (!update) return null
      const answerBy = addDays(asked, daysToAnswer)
      await askFileUpdate(context, { id: update.id, answerBy })
      return update.id
    })
    if (id === null || place % 2 === 1) continue
    const outcome = place % 4 === 0 ? ('changed' as const) : ('unchanged' as const)
    const note = outcome === 'changed' ? '更换财务负责人，已补交任职文件' : '核对无误，资料无变化'
    await actAs(bank, officer, { on: addDays(asked, 9 + place), minutes }, (context) =>
      answerFileUpdate(context, { id, outcome, note }),
    )
  }
}
