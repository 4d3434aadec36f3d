import { allowedTo, createRouter } from '../trpc.ts'
import { findParties, Search } from './find-parties.ts'

export const search = createRouter({
  find: allowedTo('search').read(Search, (context, asked) => findParties(context, asked)),
})
