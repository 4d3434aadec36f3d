import { ClassQuestion } from '../classification/read-class.ts'
import { allowedTo, createRouter, nothing } from '../trpc.ts'
import {
  explainAllowance,
  RatesQuestion,
  readLossRates,
  readProvisions,
} from './read-provisions.ts'
import {
  decideTopUp,
  proposeTopUp,
  readReserve,
  TopUpDecision,
  TopUpProposal,
} from './top-up-reserve.ts'

export const provisions = createRouter({
  summary: allowedTo('see provisions').read(nothing, readProvisions),
  ofLoan: allowedTo('see classes').read(ClassQuestion, explainAllowance),
  reserve: allowedTo('see provisions').read(nothing, readReserve),
  proposeTopUp: allowedTo('propose reserve top-ups').write(TopUpProposal, proposeTopUp),
  decideTopUp: allowedTo('decide reserve top-ups', { fresh: true }).write(
    TopUpDecision,
    decideTopUp,
  ),
  rates: allowedTo('see provisions').read(RatesQuestion, readLossRates),
})
