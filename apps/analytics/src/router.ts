import { createRouter, createWebHistory } from 'vue-router'
import { approvalsRoutes } from './approvals/routes.ts'
import { defaultsRoutes } from './defaults/routes.ts'
import { officersRoutes } from './officers/routes.ts'
import { overviewRoutes } from './overview/routes.ts'
import { portfolioRoutes } from './portfolio/routes.ts'
import { leaveForSignIn, loadSession, useSession } from './session.ts'
import { startFailure } from './shell/start-failure.ts'

export const router = createRouter({
  history: createWebHistory('/analytics/'),
  routes: [
    ...overviewRoutes,
    ...approvalsRoutes,
    ...portfolioRoutes,
    ...defaultsRoutes,
    ...officersRoutes,
    { name: 'not-found', path: '/:rest(.*)*', component: () => import('./shell/NotFoundPage.vue') },
  ],
})

const session = useSession()

router.beforeEach(async (to) => {
  if (session.value) return true
  try {
    if (await loadSession()) return true
  } catch (error) {
    startFailure.value = error
    return true
  }
  leaveForSignIn(`/analytics${to.fullPath}`)
  return false
})
