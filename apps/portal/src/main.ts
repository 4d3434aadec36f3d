import './style.css'
import { startColourMode } from '@banyan/ui/colour-mode'
import { startLocale } from '@banyan/ui/locale'
import kit from '@nuxt/ui/vue-plugin'
import { VueQueryPlugin } from '@tanstack/vue-query'
import { createApp } from 'vue'
import App from './App.vue'
import { queryClient } from './query-client.ts'
import { router } from './router.ts'

startColourMode()
startLocale()
createApp(App).use(router).use(kit).use(VueQueryPlugin, { queryClient }).mount('#app')
