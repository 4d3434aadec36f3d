import { ClassQuestion } from '../classification/read-class.ts'
import { allowedTo, createRouter, nothing } from '../trpc.ts'
import {
  explainAllowance,
  RatesQuestion,
  readLossRates,
  readProvisions,
} from './read-provisions.ts'

export const provisions = createRouter({
  summary: allowedTo('see provisions').read(nothing, readProvisions),
  ofLoan: allowedTo('see classes').read(ClassQuestion, explainAllowance),
  rates: allowedTo('see provisions').read(RatesQuestion, readLossRates),
})
