import { z } from 'zod'
import { allowedTo, createRouter } from '../trpc.ts'
import { listFacts, readFalseMarks } from './list-facts.ts'
import {
  LiftFalseMaterial,
  liftFalseMaterial,
  MarkFalseMaterial,
  markFalseMaterial,
} from './mark-false-material.ts'
import {
  ConflictPage,
  listDisagreements,
  SettleConflict,
  settleConflict,
} from './settle-conflict.ts'
import { VerifyFact, verifyFact } from './verify-fact.ts'

const OfCustomer = z.strictObject({ customerId: z.uuid() })

export const facts = createRouter({
  list: allowedTo('see customers').read(OfCustomer, listFacts),
  verify: allowedTo('verify facts').write(VerifyFact, verifyFact),
  conflicts: allowedTo('see customers').read(ConflictPage, listDisagreements),
  settle: allowedTo('settle conflicts').write(SettleConflict, settleConflict),
  markFalse: allowedTo('mark false material').write(MarkFalseMaterial, markFalseMaterial),
  liftFalse: allowedTo('lift false material').write(LiftFalseMaterial, liftFalseMaterial),
  falseMarks: allowedTo('see customers').read(OfCustomer, readFalseMarks),
})
