import { allowedTo, createRouter, nothing } from '../trpc.ts'
import { CaseDecision, decideCase } from './cases/decide-case.ts'
import { NewCase, openCase } from './cases/open-case.ts'
import { CasePage, CaseQuestion, pageOfCases, readCase } from './cases/read-cases.ts'
import { assessCase, CaseOpinion, reviewCase } from './cases/take-case-step.ts'
import { decideFact, FactDecision } from './facts/decide-fact.ts'
import { endFact, FactEnd } from './facts/end-fact.ts'
import { enterFact, NewFact } from './facts/enter-fact.ts'
import { FactPage, pageOfFacts } from './facts/read-facts.ts'
import { readRuns } from './class-the-book.ts'
import { lookAtAll } from './look-at-all.ts'
import { observationAhead, ObservationQuestion } from './observation-ahead.ts'
import { ClassQuestion, readClass } from './read-class.ts'
import { readCoverage } from './read-coverage.ts'
import { decideRules, RulesDecision } from './rules/decide-rules.ts'
import { NewRules, proposeRules } from './rules/propose-rules.ts'
import { readRules, RulesQuestion } from './rules/read-rules.ts'

export const classification = createRouter({
  list: allowedTo('see classes').read(CasePage, pageOfCases),
  get: allowedTo('see classes').read(CaseQuestion, readCase),
  ofLoan: allowedTo('see classes').read(ClassQuestion, readClass),
  observationAhead: allowedTo('see classes').read(ObservationQuestion, observationAhead),
  openCase: allowedTo('propose classes').write(NewCase, openCase),
  assess: allowedTo('propose classes').write(CaseOpinion, assessCase),
  review: allowedTo('review classes').write(CaseOpinion, reviewCase),
  approve: allowedTo('approve classes', { fresh: true }).write(CaseDecision, decideCase),
  facts: allowedTo('see classes').read(FactPage, pageOfFacts),
  enterFact: allowedTo('enter class facts').write(NewFact, enterFact),
  endFact: allowedTo('enter class facts').write(FactEnd, endFact),
  confirmFact: allowedTo('confirm class facts').write(FactDecision, decideFact),
  rules: allowedTo('see class rules').read(RulesQuestion, readRules),
  proposeRules: allowedTo('propose class rules').write(NewRules, proposeRules),
  decideRules: allowedTo('decide class rules', { fresh: true }).write(RulesDecision, decideRules),
  runs: allowedTo('see provisions').read(nothing, readRuns),
  coverage: allowedTo('see provisions').read(nothing, readCoverage),
  runAll: allowedTo('class the book', { fresh: true }).write(nothing, lookAtAll),
})
