import type { InstitutionKind } from '../decisions/exposure-limits.ts'

/** What an account is for; each institution says which of its accounts that is. */
export const accountRoles = [
  'money',
  'loan',
  'interest-receivable',
  'interest-income',
  'penalty-income',
  'fee-income',
  'held',
  'allowance',
  'impairment-loss',
  'general-reserve',
  'profit-distribution',
  'off-balance-interest',
  'off-balance-interest-contra',
  'written-off-claims',
  'written-off-claims-contra',
] as const
export type AccountRole = (typeof accountRoles)[number]

export type AccountClass = 'asset' | 'liability' | 'equity' | 'income' | 'expense' | 'memorandum'

export interface RoleAccount {
  code: string
  name: string
  nameEn: string
  class: AccountClass
  /** The side its balance stands on. */
  normalSide: 'debit' | 'credit'
}

const usualAccounts: Record<Exclude<AccountRole, 'money'>, RoleAccount> = {
  loan: { code: '1303', name: '贷款', nameEn: 'Loans', class: 'asset', normalSide: 'debit' },
  'interest-receivable': {
    code: '1132',
    name: '应收利息',
    nameEn: 'Interest receivable',
    class: 'asset',
    normalSide: 'debit',
  },
  'interest-income': {
    code: '6011',
    name: '利息收入',
    nameEn: 'Interest income',
    class: 'income',
    normalSide: 'credit',
  },
  'penalty-income': {
    code: '601102',
    name: '利息收入—罚息复利',
    nameEn: 'Penalty and compound interest income',
    class: 'income',
    normalSide: 'credit',
  },
  'fee-income': {
    code: '6021',
    name: '手续费及佣金收入',
    nameEn: 'Fee income',
    class: 'income',
    normalSide: 'credit',
  },
  held: {
    code: '2241',
    name: '其他应付款—客户溢缴款',
    nameEn: 'Overpayments held',
    class: 'liability',
    normalSide: 'credit',
  },
  allowance: {
    code: '1304',
    name: '贷款损失准备',
    nameEn: 'Allowance for loan losses',
    class: 'asset',
    normalSide: 'credit',
  },
  'impairment-loss': {
    code: '6702',
    name: '信用减值损失',
    nameEn: 'Credit impairment loss',
    class: 'expense',
    normalSide: 'debit',
  },
  'general-reserve': {
    code: '4102',
    name: '一般风险准备',
    nameEn: 'General risk reserve',
    class: 'equity',
    normalSide: 'credit',
  },
  'profit-distribution': {
    code: '4104',
    name: '利润分配',
    nameEn: 'Profit distribution',
    class: 'equity',
    normalSide: 'credit',
  },
  'off-balance-interest': {
    code: '9101',
    name: '表外应收未收利息',
    nameEn: 'Interest receivable off balance',
    class: 'memorandum',
    normalSide: 'debit',
  },
  'off-balance-interest-contra': {
    code: '9102',
    name: '表外应收未收利息对方科目',
    nameEn: 'Contra of interest off balance',
    class: 'memorandum',
    normalSide: 'credit',
  },
  'written-off-claims': {
    code: '9111',
    name: '已核销债权',
    nameEn: 'Claims written off',
    class: 'memorandum',
    normalSide: 'debit',
  },
  'written-off-claims-contra': {
    code: '9112',
    name: '已核销债权对方科目',
    nameEn: 'Contra of claims written off',
    class: 'memorandum',
    normalSide: 'credit',
  },
}

/** Where a lender that takes no deposits pays loans out from. */
const cashAtBank: RoleAccount = {
  code: '1002',
  name: '银行存款',
  nameEn: 'Cash at bank',
  class: 'asset',
  normalSide: 'debit',
}

const customerDeposits: RoleAccount = {
  code: '2011',
  name: '吸收存款',
  nameEn: 'Customer deposits',
  class: 'liability',
  normalSide: 'credit',
}

/**
 * The chart an institution starts with (企业会计准则—应用指南, 会计科目; sub-accounts and memorandum
 * accounts are our own numbering, for the institution to change).
 */
export function startingChart(kind: InstitutionKind): Record<AccountRole, RoleAccount> {
  return { ...usualAccounts, money: kind === 'micro-lender' ? cashAtBank : customerDeposits }
}
