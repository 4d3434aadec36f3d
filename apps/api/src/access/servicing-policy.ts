import { names, type PolicyRow, row } from './policy-rows.ts'

/** Who may do what to loans that run, to the books, and with the files of banks. */
export const servicingPolicy = {
  //                                                CM DR BA HA RO DO PL EX RG AU SY SE AA
  'loanActs.list': row('see loan acts', 'o  -  b  i  i  b  b  i  -  i  -  -  -', names),
  'loanActs.get': row('see loan acts', 'o  -  b  i  i  b  b  i  -  i  -  -  -', names),
  'loanActs.preview': row('propose loan acts', 'o  -  -  -  i  -  b  -  -  -  -  -  -'),
  'loanActs.propose': row('propose loan acts', 'o  -  -  -  i  -  b  -  -  -  -  -  -'),
  'loanActs.withdraw': row('propose loan acts', 'o  -  -  -  i  -  b  -  -  -  -  -  -'),
  'loanActs.approve': row('decide loan acts', '-  -  b  i  i  -  -  -  -  -  -  -  -'),
  'loanActs.refuse': row('decide loan acts', '-  -  b  i  i  -  -  -  -  -  -  -  -'),
  'debits.due': row('see bank files', '-  -  -  -  -  b  b  -  -  i  -  -  -'),
  'debits.list': row('see bank files', '-  -  -  -  -  b  b  -  -  i  -  -  -'),
  'debits.get': row('see bank files', '-  -  -  -  -  b  b  -  -  i  -  -  -', names),
  'debits.make': row('make debits', '-  -  -  -  -  b  b  -  -  -  -  -  -'),
  'debits.answer': row('make debits', '-  -  -  -  -  b  b  -  -  -  -  -  -'),
  'GET /api/debits/:id/file': row('make debits', '-  -  -  -  -  b  b  -  -  -  -  -  -'),
  'POST /api/debits/:id/result': row('make debits', '-  -  -  -  -  b  b  -  -  -  -  -  -'),
  'bankStatements.list': row('see bank files', '-  -  -  -  -  i  i  -  -  i  -  -  -'),
  'bankStatements.lines': row('see bank files', '-  -  -  -  -  i  i  -  -  i  -  -  -', names),
  'bankStatements.match': row('match bank lines', '-  -  -  -  -  b  b  -  -  -  -  -  -'),
  'bankStatements.unmatch': row('match bank lines', '-  -  -  -  -  i  i  -  -  -  -  -  -'),
  'bankStatements.setAside': row('match bank lines', '-  -  -  -  -  i  i  -  -  -  -  -  -'),
  'POST /api/bank-statements': row('match bank lines', '-  -  -  -  -  i  i  -  -  -  -  -  -'),
  'ledger.accounts': row('see ledger', '-  -  -  i  i  -  -  i  -  i  -  -  -'),
  'ledger.chartChanges': row('see ledger', '-  -  -  i  i  -  -  i  -  i  -  -  -'),
  'ledger.trialBalance': row('see ledger', '-  -  -  i  i  -  -  i  -  i  -  -  -'),
  'ledger.tieOut': row('see ledger', '-  -  -  i  i  -  -  i  -  i  -  -  -'),
  'ledger.journal': row('see ledger', '-  -  -  i  i  -  -  i  -  i  -  -  -'),
  'ledger.proposeAccount': row('propose accounts', '-  -  -  i  i  -  -  -  -  -  -  -  -'),
  'ledger.decideAccount': row('decide accounts', '-  -  -  i  i  -  -  -  -  -  -  -  -'),
  'GET /api/ledger/journal/:format': row('export ledger', '-  -  -  i  i  -  -  i  -  i  -  -  -'),
  'GET /api/ledger/trial-balance/:format': row(
    'export ledger',
    '-  -  -  i  i  -  -  i  -  i  -  -  -',
  ),
  'GET /api/loans/:id/statement/:format': row(
    'export statements',
    'o  b  b  i  i  b  b  i  -  i  -  -  -',
  ),
  'GET /api/customers/:id/statement/:format': row(
    'export statements',
    'o  b  b  i  i  b  b  i  -  i  -  -  -',
  ),
} as const satisfies Record<string, PolicyRow>
