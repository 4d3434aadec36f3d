import {
  ApplicationChange,
  NewApplication,
  NotedStepRequest,
  StepRequest,
} from '@banyan/domain/applications/application'
import { FindingResolution, NewFinding } from '@banyan/domain/applications/review'
import { z } from 'zod'
import { allowedTo, createRouter, nothing } from '../trpc.ts'
import { ApplicationFilter } from './application-filter.ts'
import { countQueues, listApplications } from './application-list.queries.ts'
import { changeApplication } from './change-application.ts'
import { draftApplication } from './draft-application.ts'
import { getApplication } from './get-application.ts'
import { listOffers } from '../products/products.queries.ts'
import { raiseFinding } from './raise-finding.ts'
import { resolveFinding } from './resolve-finding.ts'
import { returnApplication } from './return-application.ts'
import { startReview } from './start-review.ts'
import { submitApplication } from './submit-application.ts'
import { getTimeline } from './timeline.ts'
import { withdrawApplication } from './withdraw-application.ts'

const see = allowedTo('see applications')
const make = allowedTo('make applications')
const review = allowedTo('review applications')
const OneApplication = z.object({ applicationId: z.uuid() })

export const applications = createRouter({
  list: see.read(ApplicationFilter, listApplications),
  counts: see.read(nothing, countQueues),
  get: see.read(OneApplication, getApplication),
  timeline: see.read(OneApplication, getTimeline),
  products: see.read(nothing, (context) => listOffers(context, context.businessDay)),
  draft: make.write(NewApplication, draftApplication),
  change: make.write(ApplicationChange, changeApplication),
  submit: make.write(StepRequest, submitApplication),
  withdraw: make.write(NotedStepRequest, withdrawApplication),
  startReview: review.write(StepRequest, startReview),
  raiseFinding: review.write(NewFinding, raiseFinding),
  resolveFinding: review.write(FindingResolution, resolveFinding),
  return: allowedTo('return applications').write(NotedStepRequest, returnApplication),
})
