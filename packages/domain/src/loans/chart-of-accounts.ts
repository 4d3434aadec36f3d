import type { InstitutionKind } from '../decisions/exposure-limits.ts'

export interface Account {
  name: string
  nameEn: string
}

/** The accounts that lending touches (企业会计准则—应用指南, 会计科目). */
export const chartOfAccounts = {
  '1002': { name: '银行存款', nameEn: 'Cash at bank' },
  '1303': { name: '贷款', nameEn: 'Loans' },
  '2011': { name: '吸收存款', nameEn: 'Customer deposits' },
  '6011': { name: '利息收入', nameEn: 'Interest income' },
} as const satisfies Record<string, Account>

export type AccountCode = keyof typeof chartOfAccounts

export const loanAccount: AccountCode = '1303'
export const interestAccount: AccountCode = '6011'

/** Where a loan is paid out to and repaid from: deposits, or the bank account of a lender that takes none. */
export function moneyAccount(kind: InstitutionKind): AccountCode {
  return kind === 'micro-lender' ? '1002' : '2011'
}
