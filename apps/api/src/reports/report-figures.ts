import type { Money } from '@banyan/domain/money'
import {
  type AssetQualityLoan,
  assetQualityMembers,
  buildAssetQuality,
} from '@banyan/domain/reports/asset-quality'
import {
  type CellMember,
  checkEqual,
  type ReportCell,
  type ReportCheck,
} from '@banyan/domain/reports/cells'
import type { MicroLenderLoan } from '@banyan/domain/reports/micro-lender-bands'
import {
  buildMicroLenderPack,
  type MicroLenderFacts,
  microLenderMembers,
} from '@banyan/domain/reports/micro-lender-pack'
import {
  buildMigration,
  type MigrationLoan,
  migrationMembers,
} from '@banyan/domain/reports/migration'
import type { Day } from '@banyan/domain/calendar'
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

function movedLoans(loans: readonly ReportedLoan[]): MigrationLoan[] {
  return loans
    .filter(({ isLeftOut }) => !isLeftOut)
    .flatMap(({ number, tier, balance, lent, year }) =>
      year
        ? [
            {
              loanId: number,
              endTier: balance === 0 ? null : tier,
              endBalance: balance,
              lent,
              ...year,
            },
          ]
        : [],
    )
}

/** The form's own checks, its tiers at the end against G11, and the ledger rolled forward from the start. */
function migrationFigures(loans: readonly ReportedLoan[], asOf: Day) {
  const { cells, checks } = buildMigration(movedLoans(loans), asOf)
  const quality = buildAssetQuality(qualityLoans(loans)).cells
  const valueOf = (of: readonly ReportCell[], id: string) =>
    of.find((cell) => cell.id === id)?.value ?? 0
  const sameTiers = [
    ['C', 'C'],
    ['D', 'D'],
    ['E', 'F'],
    ['F', 'G'],
    ['G', 'H'],
    ['H', 'A'],
  ].map(([column, other]) =>
    checkEqual(
      `G12_1.${column}=G11_I_2.${other}`,
      valueOf(cells, `G12_1.${column}`),
      valueOf(quality, `G11_I_2.${other}`),
    ),
  )
  const known = loans.filter(({ isLeftOut }) => !isLeftOut)
  const rolled = known.reduce(
    (sum, { lent, year }) =>
      sum + lent + (year ? year.openingLedger - year.repaid - year.writtenOff : 0),
    0,
  )
  const closing = known.reduce((sum, { ledgerBalance }) => sum + ledgerBalance, 0)
  return {
    cells,
    checks: [...checks, ...sameTiers, checkEqual('book:roll-forward', rolled, closing)],
  }
}

/** The cells of a report and the checks of its form, from the loans it keeps. */
export function figuresOf(
  code: ReportCode,
  loans: readonly ReportedLoan[],
  { netAssets, asOf }: { netAssets: Money | null; asOf: Day },
): { cells: ReportCell[]; checks: ReportCheck[] } {
  if (code === 'migration') return migrationFigures(loans, asOf)
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
  if (code === 'migration') return migrationMembers(cellId, movedLoans(loans))
  return code === 'asset-quality'
    ? assetQualityMembers(cellId, qualityLoans(loans))
    : microLenderMembers(cellId, microLoans(loans), microFacts(loans, null))
}
