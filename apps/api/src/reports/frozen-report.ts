import { createHash } from 'node:crypto'
import type { Day } from '@banyan/domain/calendar'
import type { ReportCell } from '@banyan/domain/reports/cells'
import type { ReportCode } from '@banyan/domain/reports/report-kinds'
import type { Institution } from '../access/staff-context.ts'
import { canonicalText } from '../audit/canonical-text.ts'
import type { BookCheck } from './book-checks.ts'
import type { ExchangeRate } from './loan-facts.queries.ts'
import type { ReportedLoan } from './reported-loan.ts'

/** What is frozen besides the loans: the cells, and what they were worked out from. */
export interface FrozenFigures {
  code: ReportCode
  asOf: Day
  /** From here to `asOf` is what was lent and collected. */
  periodFrom: Day
  institution: Pick<Institution, 'code' | 'name' | 'kind' | 'currency'>
  cells: ReportCell[]
  rates: ExchangeRate[]
  netAssets: number | null
}

export interface FrozenReport {
  figures: string
  checks: string
  /** SHA-256 of the three texts: figures, checks, and the loans by number. */
  digest: Buffer
}

/** The same figures, checks and loans give the same texts and the same digest, whenever and wherever. */
export function freeze(
  figures: FrozenFigures,
  checks: readonly BookCheck[],
  loans: readonly ReportedLoan[],
): FrozenReport {
  const figuresText = canonicalText(figures)
  const checksText = canonicalText(checks)
  const hash = createHash('sha256').update(`${figuresText}\n${checksText}\n`)
  for (const loan of loans) hash.update(`${canonicalText(loan)}\n`)
  return { figures: figuresText, checks: checksText, digest: hash.digest() }
}

/** Reads back what `freeze` wrote. */
export function thaw(frozen: Pick<FrozenReport, 'figures' | 'checks'>): {
  figures: FrozenFigures
  checks: BookCheck[]
} {
  return { figures: JSON.parse(frozen.figures), checks: thawChecks(frozen.checks) }
}

export function thawChecks(text: string): BookCheck[] {
  return JSON.parse(text)
}
