import { areaRoutes } from '../area-routes.ts'

export const warningsRoutes = areaRoutes('warnings', {
  warnings: {
    path: '/warnings',
    page: () => import('./WarningDeskPage.vue'),
    permission: 'see warnings',
  },
  'warning-rules': {
    path: '/warnings/rules',
    page: () => import('../post-loan-rules/RulesPage.vue'),
    permission: 'see post-loan rules',
  },
  'repricing-rules': {
    path: '/warnings/repricing-rules',
    page: () => import('../post-loan-rules/RulesPage.vue'),
    permission: 'see post-loan rules',
  },
  'propose-warning-rules': {
    path: '/post-loan-rules/:kind(warning|repricing)/propose',
    page: () => import('../post-loan-rules/ProposeRulesPage.vue'),
    permission: 'propose post-loan rules',
  },
})
