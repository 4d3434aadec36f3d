import { groups } from './groups/groups.router.ts'
import { search } from './search/search.router.ts'
import { createRouter } from './trpc.ts'

export const router = createRouter({
  groups,
  search,
})

export type Router = typeof router
