import { shallowRef } from 'vue'
import type { Failure } from '../failure.ts'

/** Set when the app could not even ask who is signed in. */
export const startFailure = shallowRef<Failure>()

export const startAgain = (): void => location.reload()
