import { NewCustomerLimit } from '@banyan/domain/decisions/customer-limit'
import { allowedTo, createRouter, nothing } from '../trpc.ts'
import { decideCustomerLimit, LimitDecision } from './decide-customer-limit.ts'
import {
  BorrowingQuestion,
  OfGroup,
  readGroupExposure,
  readNodeExposure,
  simulateBorrowing,
} from './read-exposure.ts'
import { readHeadroom } from './read-headroom.ts'
import {
  ClosedFigure,
  LargestFilter,
  readClosedContracts,
  readClosedDays,
  readLargest,
} from './read-largest.ts'
import { LimitPage, OfCustomer, readCustomerLimits, readWaitingLimits } from './read-limits.ts'
import { setCustomerLimit } from './set-customer-limit.ts'

export const exposure = createRouter({
  ofNode: allowedTo('see exposure').read(OfCustomer, readNodeExposure),
  ofGroup: allowedTo('see exposure').read(OfGroup, readGroupExposure),
  simulate: allowedTo('see exposure').read(BorrowingQuestion, simulateBorrowing),
  headroom: allowedTo('see exposure').read(OfGroup, readHeadroom),
  customerLimits: allowedTo('see exposure').read(OfCustomer, readCustomerLimits),
  waitingLimits: allowedTo('see exposure').read(LimitPage, readWaitingLimits),
  setCustomerLimit: allowedTo('set customer limits', { fresh: true }).write(
    NewCustomerLimit,
    setCustomerLimit,
  ),
  decideCustomerLimit: allowedTo('decide customer limits', { fresh: true }).write(
    LimitDecision,
    decideCustomerLimit,
  ),
  days: allowedTo('see concentration').read(nothing, readClosedDays),
  largest: allowedTo('see concentration').read(LargestFilter, readLargest),
  contracts: allowedTo('see concentration').read(ClosedFigure, readClosedContracts),
})
