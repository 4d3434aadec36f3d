import type { Money } from '@banyan/domain/money'
import {
  type AssetQualityLoan,
  assetQualityMembers,
  buildAssetQuality,
} from '@banyan/domain/reports/asset-quality'
import type { CellMember, ReportCell, ReportCheck } from '@banyan/domain/reports/cells'
import type { MicroLenderLoan } from '@banyan/domain/reports/micro-lender-bands'
import {
  buildMicroLenderPack,
  type MicroLenderFacts,
  microLenderMembers,
} from '@banyan/domain/reports/micro-lender-pack'
import type { ReportCode } from '@banyan/domain/reports/report-kinds'
import type { ReportedLoan } from './reported-loan.ts'

function qualityLoans(loans: readonly ReportedLoan[]): AssetQualityLoan[] {
  return inBook(loans).map((loan) => ({ loanId: loan.number, ...loan }))
}

const inBook = (loans: readonly ReportedLoan[]) =>
  loans.filter(({ balance, isLeftOut }) => !isLeftOut && balance !== 0)

function microLoans(loans: readonly ReportedLoan[]): MicroLenderLoan[] {
  return inBook(loans).map((loan) => ({
    loanId: loan.number,
    borrowerId: loan.borrowerNumber,
    groupId: loan.groupNumber,
    ...loan,
  }))
}

function microFacts(loans: readonly ReportedLoan[], netAssets: Money | null): MicroLenderFacts {
  const known = loans.filter(({ isLeftOut }) => !isLeftOut)
  return {
    netAssets,
    lending: known
      .filter(({ lent }) => lent > 0)
      .map(({ number, lent }) => ({ loanId: number, amount: lent })),
    collections: known
      .map(({ number, collectedPrincipal, collectedInterest }) => ({
        loanId: number,
        principal: collectedPrincipal,
        interest: collectedInterest,
      }))
      .filter(({ principal, interest }) => principal + interest > 0),
  }
}

/** The cells of a report and the checks of its form, from the loans it keeps. */
export function figuresOf(
  code: ReportCode,
  loans: readonly ReportedLoan[],
  netAssets: Money | null,
): { cells: ReportCell[]; checks: ReportCheck[] } {
  return code === 'asset-quality'
    ? buildAssetQuality(qualityLoans(loans))
    : buildMicroLenderPack(microLoans(loans), microFacts(loans, netAssets))
}

/** The loans behind a cell, by number, and what each adds to it. */
export function membersOf(
  code: ReportCode,
  cellId: string,
  loans: readonly ReportedLoan[],
): CellMember[] {
  return code === 'asset-quality'
    ? assetQualityMembers(cellId, qualityLoans(loans))
    : microLenderMembers(cellId, microLoans(loans), microFacts(loans, null))
}
