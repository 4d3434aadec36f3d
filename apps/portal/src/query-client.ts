import { QueryCache, QueryClient } from '@tanstack/vue-query'
import { failureOf } from './failure.ts'
import { askSignIn } from './session/sign-in-prompts.ts'

const worthRetrying = new Set([
  'OFFLINE',
  'INTERNAL_SERVER_ERROR',
  'SERVICE_UNAVAILABLE',
  'TIMEOUT',
])

export const queryClient: QueryClient = new QueryClient({
  queryCache: new QueryCache({
    onError: (error) => {
      if (failureOf(error).code === 'UNAUTHORIZED') void signInAndRefetch()
    },
  }),
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      retry: (attempts, error) => attempts < 2 && worthRetrying.has(failureOf(error).code),
      refetchOnWindowFocus: false,
    },
  },
})

async function signInAndRefetch(): Promise<void> {
  if (await askSignIn()) await queryClient.invalidateQueries()
}
