import { names, type PolicyRow, row } from './policy-rows.ts'

/** Classes, the facts and rules behind them, and provisions; columns as in `policy`. */
export const classificationPolicy = {
  //                                                     CM DR BA HA RO DO PL EX RG AU SY SE AA
  'classification.list': row('see classes', 'o  -  b  i  i  -  b  i  -  i  -  -  -', names),
  'classification.get': row('see classes', 'o  -  b  i  i  -  b  i  -  i  -  -  -', names),
  'classification.ofLoan': row('see classes', 'o  -  b  i  i  -  b  i  -  i  -  -  -'),
  'classification.observationAhead': row('see classes', 'o  -  b  i  i  -  b  i  -  i  -  -  -'),
  'classification.openCase': row('propose classes', 'o  -  -  -  -  -  b  -  -  -  -  -  -'),
  'classification.assess': row('propose classes', 'o  -  -  -  -  -  b  -  -  -  -  -  -'),
  'classification.review': row('review classes', '-  -  b  -  i  -  -  -  -  -  -  -  -'),
  'classification.approve': row('approve classes', '-  -  -  i  -  -  -  -  -  -  -  -  -'),
  'classification.facts': row('see classes', 'o  -  b  i  i  -  b  i  -  i  -  -  -', names),
  'classification.enterFact': row('enter class facts', 'o  -  -  -  i  -  b  -  -  -  -  -  -'),
  'classification.endFact': row('enter class facts', 'o  -  -  -  i  -  b  -  -  -  -  -  -'),
  'classification.confirmFact': row('confirm class facts', '-  -  b  i  i  -  -  -  -  -  -  -  -'),
  'classification.rules': row('see class rules', '-  -  b  i  i  -  -  i  i  i  -  -  -'),
  'classification.proposeRules': row(
    'propose class rules',
    '-  -  -  -  i  -  -  -  -  -  -  -  -',
  ),
  'classification.decideRules': row('decide class rules', '-  -  -  i  -  -  -  -  -  -  -  -  -'),
  'classification.runs': row('see provisions', '-  -  -  i  i  -  -  i  i  i  -  -  -'),
  'classification.coverage': row('see provisions', '-  -  -  i  i  -  -  i  i  i  -  -  -', names),
  'classification.runAll': row('class the book', '-  -  -  i  i  -  -  -  -  -  -  -  -'),
  'provisions.summary': row('see provisions', '-  -  -  i  i  -  -  i  i  i  -  -  -'),
  'provisions.ofLoan': row('see classes', 'o  -  b  i  i  -  b  i  -  i  -  -  -'),
  'provisions.reserve': row('see provisions', '-  -  -  i  i  -  -  i  i  i  -  -  -'),
  'provisions.proposeTopUp': row(
    'propose reserve top-ups',
    '-  -  -  -  i  -  -  -  -  -  -  -  -',
  ),
  'provisions.decideTopUp': row('decide reserve top-ups', '-  -  -  i  -  -  -  -  -  -  -  -  -'),
  'provisions.rates': row('see provisions', '-  -  -  i  i  -  -  i  i  i  -  -  -'),
} as const satisfies Record<string, PolicyRow>
