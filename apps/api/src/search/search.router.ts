import { allowedTo, createRouter } from '../trpc.ts'
import { findParties, Search } from './find-parties.ts'
import { ExportNote, noteExport } from './note-export.ts'
import { CustomerFacets, CustomerList, listFiltered, readFacets } from './list-customers.ts'

export const search = createRouter({
  find: allowedTo('search', { plansOnce: true }).read(Search, (context, asked) =>
    findParties(context, asked),
  ),
  customers: allowedTo('see customers').read(CustomerList, listFiltered),
  facets: allowedTo('see customers').read(CustomerFacets, readFacets),
})

export const exports = createRouter({
  note: allowedTo('export lists', { fresh: true }).write(ExportNote, noteExport),
})
