import { GroupAct } from '@banyan/domain/groups/group-act'
import { allowedTo, createRouter } from '../../trpc.ts'
import { ActDecision, approveAct, refuseAct } from './decide-act.ts'
import { previewAct } from './preview-act.ts'
import { proposeAct, ProposedGroupAct } from './propose-act.ts'
import { proposeReversal, Reversal } from './propose-reversal.ts'
import { ActFilter, readAct, readActs } from './read-acts.ts'
import { OneAct, withdrawAct } from './withdraw-act.ts'

export const groupActs = createRouter({
  list: allowedTo('see groups').read(ActFilter, readActs),
  get: allowedTo('see groups').read(OneAct, readAct),
  preview: allowedTo('see groups').read(GroupAct, previewAct),
  propose: allowedTo('propose group acts').write(ProposedGroupAct, proposeAct),
  proposeReverse: allowedTo('propose group acts').write(Reversal, proposeReversal),
  withdraw: allowedTo('propose group acts').write(OneAct, withdrawAct),
  approve: allowedTo('decide group acts', { fresh: true }).write(ActDecision, approveAct),
  refuse: allowedTo('decide group acts').write(ActDecision, refuseAct),
})
