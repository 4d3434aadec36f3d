import { type Day, day } from '../calendar.ts'
import { parseRate, type Rate } from '../rate.ts'

/** A quotation of the loan prime rate that differed from the one before it. */
export interface LprQuotation {
  /** The day of publication, from which it holds. */
  from: Day
  oneYear: Rate
  fiveYears: Rate
}

/** Who publishes the rate: about the 20th of each month, by authority of the People's Bank (公告〔2019〕第15号). */
export const lprSource = '全国银行间同业拆借中心 chinamoney.com.cn'

/** The last publication that this list was compared with; a later change is not in it. */
export const lprKnownThrough = day('2025-12-22')

/** Every change of the loan prime rate since it took its present form, oldest first. */
export const lprQuotations: readonly LprQuotation[] = [
  ['2019-08-20', '4.25', '4.85'],
  ['2019-09-20', '4.20', '4.85'],
  ['2019-11-20', '4.15', '4.80'],
  ['2020-02-20', '4.05', '4.75'],
  ['2020-04-20', '3.85', '4.65'],
  ['2021-12-20', '3.80', '4.65'],
  ['2022-01-20', '3.70', '4.60'],
  ['2022-05-20', '3.70', '4.45'],
  ['2022-08-22', '3.65', '4.30'],
  ['2023-06-20', '3.55', '4.20'],
  ['2023-08-21', '3.45', '4.20'],
  ['2024-02-20', '3.45', '3.95'],
  ['2024-07-22', '3.35', '3.85'],
  ['2024-10-21', '3.10', '3.60'],
  ['2025-05-20', '3.00', '3.50'],
].map(([from = '', oneYear = '', fiveYears = '']) => ({
  from: day(from),
  oneYear: parseRate(oneYear),
  fiveYears: parseRate(fiveYears),
}))

/** The quotation in force on a day; null before 2019-08-20. */
export function lprOn(on: Day): LprQuotation | null {
  return lprQuotations.findLast(({ from }) => from <= on) ?? null
}

/** Days on which the one-year rate became another, oldest first, with the rate before and after. */
export const oneYearChanges: readonly { on: Day; before: Rate; after: Rate }[] =
  lprQuotations.flatMap(({ from, oneYear }, index) => {
    const before = lprQuotations[index - 1]?.oneYear
    return before === undefined || before === oneYear ? [] : [{ on: from, before, after: oneYear }]
  })
