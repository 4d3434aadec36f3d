import { shallowRef } from 'vue'

/** Set when the app could not even ask who is signed in. */
export const startFailure = shallowRef<unknown>()
