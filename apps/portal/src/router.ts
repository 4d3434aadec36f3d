import { createRouter, createWebHistory } from 'vue-router'
import { applicationsRoutes } from './applications/routes.ts'
import { auditRoutes } from './audit/routes.ts'
import { customersRoutes } from './customers/routes.ts'
import { decisionsRoutes } from './decisions/routes.ts'
import { duplicatesRoutes } from './duplicates/routes.ts'
import { classificationRoutes } from './classification/routes.ts'
import { warningsRoutes } from './warnings/routes.ts'
import { collectionRoutes } from './collection/routes.ts'
import { inspectionsRoutes } from './inspections/routes.ts'
import { closeRoutes } from './close/routes.ts'
import { exposureRoutes } from './exposure/routes.ts'
import { failureOf } from './failure.ts'
import { groupsRoutes } from './groups/routes.ts'
import { homeRoutes } from './home/routes.ts'
import { importsRoutes } from './imports/routes.ts'
import { ledgerRoutes } from './ledger/routes.ts'
import { loansRoutes } from './loans/routes.ts'
import { productsRoutes } from './products/routes.ts'
import { qualityRoutes } from './quality/routes.ts'
import { receiptsRoutes } from './receipts/routes.ts'
import { reportsRoutes } from './reports/routes.ts'
import { searchRoutes } from './search/routes.ts'
import { loadSession, useSession } from './session/session.ts'
import { startFailure } from './shell/start-failure.ts'
import { staffRoutes } from './staff/routes.ts'

export const router = createRouter({
  history: createWebHistory(),
  routes: [
    {
      name: 'sign-in',
      path: '/sign-in',
      component: () => import('./session/SignInPage.vue'),
      props: (route) => ({ next: String(route.query['next'] ?? '') || undefined }),
      meta: { isPublic: true },
    },
    {
      name: 'set-password',
      path: '/set-password',
      component: () => import('./session/SetPasswordPage.vue'),
      meta: { isPublic: true },
    },
    ...homeRoutes,
    ...customersRoutes,
    ...duplicatesRoutes,
    ...qualityRoutes,
    ...groupsRoutes,
    ...applicationsRoutes,
    ...decisionsRoutes,
    ...exposureRoutes,
    ...loansRoutes,
    ...receiptsRoutes,
    ...classificationRoutes,
    ...warningsRoutes,
    ...inspectionsRoutes,
    ...collectionRoutes,
    ...ledgerRoutes,
    ...closeRoutes,
    ...productsRoutes,
    ...importsRoutes,
    ...reportsRoutes,
    ...searchRoutes,
    ...staffRoutes,
    ...auditRoutes,
    {
      name: 'not-found',
      path: '/:rest(.*)*',
      component: () => import('./shell/NotFoundPage.vue'),
    },
  ],
})

const session = useSession()

router.beforeEach(async (to) => {
  if (to.meta.isPublic || session.value) return true
  try {
    if (await loadSession()) return true
  } catch (error) {
    startFailure.value = failureOf(error)
    return true
  }
  return { name: 'sign-in', query: to.fullPath === '/' ? {} : { next: to.fullPath } }
})
