import './style.css'
import { startColourMode } from '@banyan/ui/colour-mode'
import { startLocale } from '@banyan/ui/locale'
import kit from '@nuxt/ui/vue-plugin'
import { QueryClient, VueQueryPlugin } from '@tanstack/vue-query'
import { createApp } from 'vue'
import App from './App.vue'
import { failureOf } from './failure.ts'
import { router } from './router.ts'
import { leaveForSignIn } from './session.ts'

const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 60_000,
      refetchOnWindowFocus: false,
      retry: (attempts, error) => attempts < 2 && failureOf(error).code === 'OFFLINE',
      throwOnError: (error) => {
        if (failureOf(error).code === 'UNAUTHORIZED') leaveForSignIn()
        return false
      },
    },
  },
})

startColourMode()
startLocale()
createApp(App).use(router).use(kit).use(VueQueryPlugin, { queryClient }).mount('#app')
