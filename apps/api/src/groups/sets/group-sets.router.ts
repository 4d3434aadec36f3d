import { allowedTo, createRouter, nothing } from '../../trpc.ts'
import { decideSet, SetDecision } from './decide-set.ts'
import { deriveSets } from './derive-sets.ts'
import { overrideSet, SetOverride } from './override-set.ts'
import { OneSet, readSet, readSets, readSetsOf, SetFilter, SetsOf } from './read-sets.ts'

export const groupSets = createRouter({
  list: allowedTo('see groups').read(SetFilter, readSets),
  get: allowedTo('see groups').read(OneSet, readSet),
  ofCustomer: allowedTo('see groups').read(SetsOf, readSetsOf),
  derive: allowedTo('derive sets').write(nothing, deriveSets),
  override: allowedTo('propose group acts').write(SetOverride, overrideSet),
  decide: allowedTo('decide group acts').write(SetDecision, decideSet),
})
