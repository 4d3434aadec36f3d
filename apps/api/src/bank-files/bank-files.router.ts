import { allowedTo, createRouter, nothing } from '../trpc.ts'
import { answerDebit, DebitAnswer } from './answer-debit.ts'
import {
  DebitFileChoice,
  DueQuestion,
  listDebits,
  makeDebits,
  NewDebitFile,
  readDebits,
  weighDebits,
} from './make-debits.ts'
import {
  LineAside,
  LineList,
  LineMatch,
  LineRelease,
  listBankStatements,
  matchLine,
  pageOfLines,
  setLineAside,
  unmatchLine,
} from './match-line.ts'

export const debits = createRouter({
  due: allowedTo('see bank files').read(DueQuestion, weighDebits),
  list: allowedTo('see bank files').read(nothing, listDebits),
  get: allowedTo('see bank files').read(DebitFileChoice, readDebits),
  make: allowedTo('make debits').write(NewDebitFile, makeDebits),
  answer: allowedTo('make debits').write(DebitAnswer, answerDebit),
})

export const bankStatements = createRouter({
  list: allowedTo('see bank files').read(nothing, listBankStatements),
  lines: allowedTo('see bank files').read(LineList, pageOfLines),
  match: allowedTo('match bank lines').write(LineMatch, matchLine),
  unmatch: allowedTo('match bank lines').write(LineRelease, unmatchLine),
  setAside: allowedTo('match bank lines').write(LineAside, setLineAside),
})
