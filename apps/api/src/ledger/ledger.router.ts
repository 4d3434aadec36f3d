import { allowedTo, createRouter, nothing } from '../trpc.ts'
import {
  AccountDecision,
  decideAccount,
  NewAccount,
  proposeAccount,
  readChartChanges,
} from './change-chart.ts'
import { listAccounts } from './ledger.queries.ts'
import {
  BalanceDay,
  JournalQuestion,
  pageOfJournal,
  readTieOut,
  readTrialBalance,
} from './read-ledger.ts'

export const ledger = createRouter({
  accounts: allowedTo('see ledger').read(nothing, listAccounts),
  chartChanges: allowedTo('see ledger').read(nothing, readChartChanges),
  trialBalance: allowedTo('see ledger').read(BalanceDay, readTrialBalance),
  tieOut: allowedTo('see ledger').read(nothing, readTieOut),
  journal: allowedTo('see ledger').read(JournalQuestion, pageOfJournal),
  proposeAccount: allowedTo('propose accounts').write(NewAccount, proposeAccount),
  decideAccount: allowedTo('decide accounts', { fresh: true }).write(
    AccountDecision,
    decideAccount,
  ),
})
