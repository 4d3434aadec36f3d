import type { Router } from '@banyan/api/router'
import { createTRPCClient, httpBatchLink } from '@trpc/client'
import type { inferRouterInputs, inferRouterOutputs } from '@trpc/server'

export type Inputs = inferRouterInputs<Router>
export type Outputs = inferRouterOutputs<Router>

/** Analytics only reads. */
export const api = createTRPCClient<Router>({
  links: [
    httpBatchLink({
      url: '/api/trpc',
      headers: { 'x-banyan': '1' },
      maxItems: 10,
      maxURLLength: 4000,
    }),
  ],
})
