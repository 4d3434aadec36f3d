import { allowedTo, createRouter } from '../trpc.ts'
import { ActChoice, ActDecision, approveAct, refuseAct, withdrawAct } from './decide-act.ts'
import { ActQuestion, NewAct, previewAct, proposeAct } from './propose-act.ts'
import { ActList, pageOfActs, readAct } from './read-acts.ts'

export const loanActs = createRouter({
  list: allowedTo('see loan acts').read(ActList, pageOfActs),
  get: allowedTo('see loan acts').read(ActChoice, readAct),
  preview: allowedTo('propose loan acts').read(ActQuestion, previewAct),
  propose: allowedTo('propose loan acts').write(NewAct, proposeAct),
  withdraw: allowedTo('propose loan acts').write(ActChoice, withdrawAct),
  approve: allowedTo('decide loan acts', { fresh: true }).write(ActDecision, approveAct),
  refuse: allowedTo('decide loan acts').write(ActDecision, refuseAct),
})
