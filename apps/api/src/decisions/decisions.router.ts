import { Approval, Decline } from '@banyan/domain/decisions/approval'
import { z } from 'zod'
import { allowedTo, createRouter } from '../trpc.ts'
import { approveApplication } from './approve-application.ts'
import { declineApplication } from './decline-application.ts'
import { weighApplication } from './weigh-application.ts'

const OneApplication = z.object({ applicationId: z.uuid() })

export const decisions = createRouter({
  weigh: allowedTo('see decisions').read(OneApplication, weighApplication),
  approve: allowedTo('approve applications', { fresh: true }).write(Approval, approveApplication),
  decline: allowedTo('decline applications').write(Decline, declineApplication),
})
