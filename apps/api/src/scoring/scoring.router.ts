import { StepRequest } from '@banyan/domain/applications/application'
import { allowedTo, createRouter } from '../trpc.ts'
import { passReview } from './pass-review.ts'
import { scoreApplication } from './score-application.ts'

export const scoring = createRouter({
  passReview: allowedTo('review applications').write(StepRequest, passReview),
  score: allowedTo('score applications').write(StepRequest, scoreApplication),
})
