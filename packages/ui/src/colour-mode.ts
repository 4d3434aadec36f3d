import { computed, ref, watchEffect } from 'vue'
import { storedChoice } from './stored-choice.ts'

export const colourModes = ['system', 'light', 'dark'] as const

const choice = storedChoice('banyan-colour-mode', colourModes, 'system')
const systemIsDark = ref(false)
const isDark = computed(() =>
  choice.value.value === 'system' ? systemIsDark.value : choice.value.value === 'dark',
)

/** Applies the chosen colours to the document now and after every change; called once by each app. */
export function startColourMode(): void {
  const query = matchMedia('(prefers-color-scheme: dark)')
  systemIsDark.value = query.matches
  query.addEventListener('change', (event) => (systemIsDark.value = event.matches))
  watchEffect(() => {
    const root = document.documentElement
    root.classList.toggle('dark', isDark.value)
    root.classList.toggle('light', !isDark.value)
    root.style.colorScheme = isDark.value ? 'dark' : 'light'
  })
}

export function useColourMode() {
  return { colourMode: choice.value, isDark, chooseColourMode: choice.choose }
}
