export const loanClasses = ['normal', 'special-mention', 'substandard', 'doubtful', 'loss'] as const
export type LoanClass = (typeof loanClasses)[number]

/** The five-tier ramp, darkening with risk: the coloured edge of a row, a bar's part. */
export const classColours: Record<LoanClass, string> = {
  normal: '#7cc7b3',
  'special-mention': '#e3b43c',
  substandard: '#dd7a2b',
  doubtful: '#b8323a',
  loss: '#4a1530',
}
