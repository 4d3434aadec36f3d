import { useWords, defineWords } from '@banyan/ui/locale'
import { computed } from 'vue'
import type { Failure } from '../failure.ts'
import { courseRefusals } from './course-refusals.ts'

/** Why lending and its desks refuse, by the reasons of the rules. */
const loanRefusals = defineWords({
  zh: {
    'nothing-paid': '还款金额须大于零',
    'nothing-owed': '这笔贷款已无欠款',
    'more-than-owed': '超过全部应还金额，多收的钱无处可记',
    'paid-before-disbursement': '还款日早于放款日',
    'paid-in-the-future': '还款日晚于营业日',
    'day-is-closed': '该营业日已日终，不能再记账',
    'paid-before-another-repayment': '早于已入账的还款，顺序会乱',
    'cannot-repay-when-settled': '贷款已结清',
    'cannot-repay-when-cancelled': '贷款已撤销',
    'cannot-repay-when-void': '贷款已撤销',
    'cannot-repay-when-transferred': '贷款已转让',
    'own-contract': '合同由您经办，须由另一人放款',
    'not-signed-yet': '合同的签订日还没有到',
    'above-approved': '合同金额超过批准金额',
    'approval-lapsed': '批准已失效（到期未提款，或额度已释放），须重新审批',
    'above-rate-cap': '利息和费用合计的年化成本高于利率上限，不能签约',
    'product-not-offered': '批准时产品已不在售，须重新审批',
    'signed-before-decision': '签订日不能早于批准日',
    'signed-in-the-future': '签订日不能晚于营业日',
    'exchange-rate-unknown': '集团内有外币贷款缺少汇率，敞口算不出来',
    'over-group-limit': '放款后超过集团授信限额',
    'false-material': '集团内有虚假材料标记，批准与放款已停止',
    'fact-expired': '客户有内容的核实已过期，请先重新核实',
    'licence-expired': '客户的证照已过期',
    'over-single-limit': '放款后超过单一借款人集中度上限',
    'over-group-concentration': '放款后超过集团集中度上限',
    'over-single-exposure': '放款后超过单一客户风险暴露上限',
    'over-group-exposure': '放款后超过关联客户风险暴露上限',
    'over-customer-limit': '放款后超过该客户的授信限额',
    'capital-base-unknown': '资本净额或净资产未登记，无法核对集中度',
    'cannot-contract-when-contracted': '已经签约',
    'cannot-contract-when-disbursed': '已经放款',
    'cannot-disburse-when-approved': '尚未签约',
    'cannot-disburse-when-disbursed': '已经放款，不会放第二次',
    'business-day-closed': '营业日刚刚日终，请刷新后再办',
    'too-many-days-to-close': '一次最多日终一个月',
    'nothing-to-close': '这一天已经日终',
    'close-is-running': '日终正在进行，请等它结束',
    'job-has-not-failed': '这项任务没有失败，不必重试',
    'stale-version': '记录已被他人改动，请刷新后再办',
    'stale-cursor': '页码已失效，请回到第一页',
    'sign-in-again': '需要再次验证密码',
    'no-post-repay': '您的岗位不能登记还款',
    'no-post-contract': '由客户经理或资料审核岗签约',
    'no-post-disburse': '由放款岗放款',
    'no-contract': '尚未签约',
    other: '没有办成，数据没有改动。请刷新后再试。',
    unknown: '没有收到答复，结果未知。请勿改动金额，原样再提交一次即可，不会重复入账。',
  },
  en: {
    'nothing-paid': 'A repayment is more than zero',
    'nothing-owed': 'Nothing is owed on this loan any more',
    'more-than-owed': 'More than is owed in all; the rest could not be booked',
    'paid-before-disbursement': 'Paid before the loan was paid out',
    'paid-in-the-future': 'Paid after the business day',
    'day-is-closed': 'That business day is closed',
    'paid-before-another-repayment': 'Earlier than a repayment already booked',
    'cannot-repay-when-settled': 'The loan is settled',
    'cannot-repay-when-cancelled': 'The loan was cancelled',
    'cannot-repay-when-void': 'The loan was cancelled',
    'cannot-repay-when-transferred': 'The loan was transferred',
    'own-contract': 'You drew up the contract; another person pays it out',
    'not-signed-yet': 'The day of signing has not come',
    'above-approved': 'The contract is above the approved amount',
    'approval-lapsed': 'The approval has lapsed and holds no limit; it needs a new decision',
    'above-rate-cap': 'Interest and charges together cost more a year than the rate cap allows',
    'product-not-offered': 'The product was not on offer when it was approved',
    'signed-before-decision': 'Signed before it was approved',
    'signed-in-the-future': 'Signed after the business day',
    'exchange-rate-unknown': 'A foreign loan of the group has no exchange rate on file',
    'over-group-limit': 'Over the limit of the group',
    'false-material':
      'Someone in the group carries a mark of false material: approvals and payments are stopped',
    'fact-expired': 'Proof of a fact in the customer’s file has run out; verify it again first',
    'licence-expired': 'A licence of the customer has expired',
    'over-single-limit': 'Over the concentration limit of one borrower',
    'over-group-concentration': 'Over the concentration limit of a group',
    'over-single-exposure': 'Over the exposure limit of one borrower',
    'over-group-exposure': 'Over the exposure limit of connected customers',
    'over-customer-limit': 'Over the limit allotted to this customer',
    'capital-base-unknown': 'No net capital or net assets on file to weigh the loan against',
    'cannot-contract-when-contracted': 'The contract exists already',
    'cannot-contract-when-disbursed': 'Paid out already',
    'cannot-disburse-when-approved': 'There is no contract yet',
    'cannot-disburse-when-disbursed': 'Paid out already; it will not be paid twice',
    'business-day-closed': 'The business day has just closed; refresh and try again',
    'too-many-days-to-close': 'At most a month can be closed at once',
    'nothing-to-close': 'That day is closed already',
    'close-is-running': 'A close is running; wait until it has ended',
    'job-has-not-failed': 'This job has not failed',
    'stale-version': 'Someone else changed this; refresh and try again',
    'stale-cursor': 'This page has expired; go back to the first one',
    'sign-in-again': 'Your password is needed again',
    'no-post-repay': 'Your post may not take repayments',
    'no-post-contract': 'A customer manager or document reviewer draws up contracts',
    'no-post-disburse': 'A disbursement officer pays out',
    'no-contract': 'There is no contract yet',
    other: 'It was not done and nothing was changed. Refresh and try again.',
    unknown:
      'No answer came, so the outcome is not known. Send the same amount again: it is never booked twice.',
  },
})

/** A reason in words; null stays null. */
export function useLoanRefusals() {
  const words = useWords(loanRefusals)
  const course = useWords(courseRefusals)
  const table = computed<Readonly<Record<string, string>>>(() => ({
    ...course.value,
    ...words.value,
  }))
  const inWords = (reason: string | null | undefined): string | null =>
    reason ? (table.value[reason] ?? words.value.other) : null
  const ofFailure = (failure: Failure | undefined): string | null => {
    if (!failure) return null
    if (failure.reason) return inWords(failure.reason)
    return failure.code === 'OFFLINE' ? words.value.unknown : words.value.other
  }
  return { inWords, ofFailure }
}
