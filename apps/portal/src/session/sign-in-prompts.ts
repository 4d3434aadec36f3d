import { ref, shallowRef, type Ref } from 'vue'

interface Prompt {
  readonly isOpen: Ref<boolean>
  /** Opens the dialog, or joins the one that is open; true when the sign-in was given. */
  ask(): Promise<boolean>
  answer(isGiven: boolean): void
}

function prompt(): Prompt {
  const isOpen = ref(false)
  const pending = shallowRef<{ promise: Promise<boolean>; resolve(isGiven: boolean): void }>()
  return {
    isOpen,
    ask() {
      pending.value ??= Promise.withResolvers<boolean>()
      isOpen.value = true
      return pending.value.promise
    },
    answer(isGiven) {
      isOpen.value = false
      pending.value?.resolve(isGiven)
      pending.value = undefined
    },
  }
}

export const freshSignInPrompt = prompt()
export const signInPrompt = prompt()

export const askFreshSignIn = (): Promise<boolean> => freshSignInPrompt.ask()
export const askSignIn = (): Promise<boolean> => signInPrompt.ask()
