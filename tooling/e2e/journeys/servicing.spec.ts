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

test('money paid too much is held, told by the statement, given back and taken back', async ({
  page,
  context,
}) => {
  test.setTimeout(150_000)
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
      await expect(page.getByRole('row', { name: /已冲正\s+800\.00/ })).toBeVisible()
      await readStatement(page, ['退款', '2,000.00'])
    }))

  watch.assertQuiet()
})
