import { allowedTo, createRouter, nothing } from '../trpc.ts'
import { today } from './today.ts'

export const home = createRouter({
  today: allowedTo('see home').read(nothing, today),
})
