import type { Router } from '@banyan/api/router'
import {
  createTRPCClient,
  httpBatchLink,
  httpLink,
  splitLink,
  type CreateTRPCClientOptions,
} from '@trpc/client'
import type { inferRouterInputs, inferRouterOutputs } from '@trpc/server'

export type Inputs = inferRouterInputs<Router>
export type Outputs = inferRouterOutputs<Router>

const url = '/api/trpc'
const marked = { 'x-banyan': '1' }

/** A mutation's second argument; the same key is sent again when the same form is sent again. */
export interface Call {
  readonly context: { readonly idempotencyKey: string }
}

const options: CreateTRPCClientOptions<Router> = {
  links: [
    splitLink({
      condition: (operation) => operation.type === 'mutation',
      true: httpLink({
        url,
        headers: ({ op }) => {
          const key = op.context['idempotencyKey']
          return typeof key === 'string' ? { ...marked, 'idempotency-key': key } : marked
        },
      }),
      false: httpBatchLink({ url, headers: marked, maxItems: 10, maxURLLength: 4000 }),
    }),
  ],
}

export const api = createTRPCClient<Router>(options)
