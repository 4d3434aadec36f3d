import { addDays, day } from '@banyan/domain/calendar'
import { expect, test } from '@playwright/test'
import { watchPages } from '../page-watch.ts'
import { bankUrl, workAs } from '../signing-in.ts'
import { approveAct, proposeRefund, proposeReversal } from './servicing/money-back.ts'
import {
  expectHeld,
  heldNow,
  openNewestLoan,
  payAhead,
  readStatement,
  takeStatement,
} from './servicing/money-in.ts'
import { approveExtension, maturityNow, proposeExtension } from './servicing/terms-changed.ts'

test('money paid too much is held, given back and taken back, and the loan is made longer', async ({
  page,
  context,
}) => {
  test.setTimeout(200_000)
  const watch = await watchPages(context, bankUrl())
  const collector = 'post-loan-officer'
  const approver = 'head-office-approver'
  let loan = ''
  let held = 0

  await test.step('the collector books money that nothing asks for yet, and asks for a part back', () =>
    workAs(page, collector, async () => {
      loan = await openNewestLoan(page, '个人经营贷款')
      held = await heldNow(page)
      await payAhead(page, '5000', '5,000.00')
      await expectHeld(page, held + 5000)
      await readStatement(page, ['还款', '5,000.00'])
      await takeStatement(page, ['还款', '5000.00'])
      await proposeRefund(page, loan, '2000')
    }))
  await test.step('head office agrees, and the customer has it back', () =>
    workAs(page, approver, async () => {
      await approveAct(page, '退还暂收款')
      await expectHeld(page, held + 3000)
      await readStatement(page, ['退款', '2,000.00'])
    }))
  await test.step('the collector takes a repayment on the wrong loan, and asks for its reversal', () =>
    workAs(page, collector, async () => {
      await page.goto(bankUrl() + loan)
      await payAhead(page, '800', '800.00')
      await expectHeld(page, held + 3800)
      await proposeReversal(page, loan)
    }))
  await test.step('head office agrees, and the loan is as if the money had never come', () =>
    workAs(page, approver, async () => {
      await approveAct(page, '冲正')
      await expectHeld(page, held + 3000)
      await page.getByRole('tab', { name: '还款记录' }).click()
      await expect(page.getByRole('row', { name: /已冲正\s+800\.00/ }).first()).toBeVisible()
      await readStatement(page, ['退款', '2,000.00'])
    }))
  await test.step('the collector asks for the loan to end later; head office agrees', async () => {
    let until = ''
    await workAs(page, collector, async () => {
      await page.goto(bankUrl() + loan)
      until = addDays(day(await maturityNow(page)), 91)
      await proposeExtension(page, loan, until)
      expect(await maturityNow(page)).not.toBe(until)
    })
    await workAs(page, approver, () => approveExtension(page, loan, until))
  })

  watch.assertQuiet()
})
