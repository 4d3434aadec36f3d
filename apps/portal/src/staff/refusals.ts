import { defineWords, useWords } from '@banyan/ui/locale'
import { computed } from 'vue'
import type { Failure } from '../failure.ts'

/** Why an act on staff or on the institution's settings is refused, by the reasons of the rules. */
const staffRefusals = defineWords({
  zh: {
    'login-name-is-taken': '登录名已被使用',
    'login-name-is-wrong': '登录名不合要求',
    'name-is-missing': '请填写姓名',
    'own-account': '不能对自己的账号这样做，请由另一位管理员办理',
    'own-roles': '不能给自己授予岗位，请由另一位安全管理员办理',
    'already-disabled': '已经停用',
    'already-active': '已经在岗',
    'already-in-this-branch': '已在此机构',
    'nothing-changed': '没有改动',
    'administrators-must-be-different-people': '系统、安全、审计三种管理员须由不同的人担任',
    'administrators-do-no-business': '管理员不能兼任业务岗位',
    'auditor-does-no-business': '审计不能兼任业务岗位',
    'regulator-holds-no-other-role': '监管不能兼任其他岗位',
    'disbursement-officer-approves-nothing': '放款岗不能兼任审批岗',
    'capital-base-stands': '此类资本当日已登记，不能改写；须从另一日起登记新值',
    'before-last-closed-day': '生效日早于最近一个已日终的营业日',
    'more-than-a-year-ahead': '生效日晚于营业日一年以上',
    'not-a-day': '请填写日期',
    'not-an-amount': '请填写大于零的金额，最多六位小数',
    'source-is-missing': '请注明出处，至少 2 个字',
    'branch-code-is-taken': '机构代码已被使用',
    'branch-code-is-wrong': '代码为 1 至 16 位字母、数字或连字符',
    'branch-name-is-missing': '名称至少 2 个字',
    'sign-in-again': '需要再次验证密码',
    NOT_FOUND: '没有找到，可能已被改动，请刷新后再办',
    FORBIDDEN: '您的岗位不能做这件事',
    BAD_REQUEST: '填写的内容有误',
    unknown: '没有收到答复，结果未知。请原样再提交一次，不会重复办理。',
    other: '没有办成，数据没有改动。请刷新后再试。',
  },
  en: {
    'login-name-is-taken': 'This login name is taken',
    'login-name-is-wrong': 'This is no login name',
    'name-is-missing': 'The name is missing',
    'own-account': 'Not for your own account; ask another administrator',
    'own-roles': 'Nobody grants roles to themselves; ask another security administrator',
    'already-disabled': 'Disabled already',
    'already-active': 'Active already',
    'already-in-this-branch': 'In this branch already',
    'nothing-changed': 'Nothing was changed',
    'administrators-must-be-different-people':
      'System, security and audit administrator are three different people',
    'administrators-do-no-business': 'An administrator does no lending business',
    'auditor-does-no-business': 'An auditor does no lending business',
    'regulator-holds-no-other-role': 'A regulator holds no other role',
    'disbursement-officer-approves-nothing': 'Whoever pays out does not approve',
    'capital-base-stands':
      'This base stands on that day already and is never rewritten; record a new one from another day',
    'before-last-closed-day': 'Earlier than the last closed business day',
    'more-than-a-year-ahead': 'More than a year after the business day',
    'not-a-day': 'The day is missing',
    'not-an-amount': 'Give an amount above zero, with at most six decimals',
    'source-is-missing': 'Say where it stands, in at least 2 characters',
    'branch-code-is-taken': 'This branch code is taken',
    'branch-code-is-wrong': 'A code is 1 to 16 letters, digits or dashes',
    'branch-name-is-missing': 'The name needs at least 2 characters',
    'sign-in-again': 'Your password is needed again',
    NOT_FOUND: 'Not found; it may have changed. Refresh and try again',
    FORBIDDEN: 'Your post may not do this',
    BAD_REQUEST: 'Something entered is wrong',
    unknown:
      'No answer came, so the outcome is not known. Send it again as it is: it acts only once.',
    other: 'It was not done and nothing was changed. Refresh and try again.',
  },
})

type StaffReason = keyof typeof staffRefusals.zh

/** A reason or a failure in words; null stays null. */
export function useStaffRefusals() {
  const words = useWords(staffRefusals)
  const table = computed<Readonly<Record<string, string>>>(() => words.value)
  const inWords = (reason: StaffReason | null | undefined): string | null =>
    reason ? words.value[reason] : null
  const ofFailure = (failure: Failure | undefined): string | null => {
    if (!failure) return null
    if (failure.code === 'OFFLINE') return words.value.unknown
    return table.value[failure.reason ?? ''] ?? table.value[failure.code] ?? words.value.other
  }
  return { inWords, ofFailure }
}
