import { areaRoutes } from '../area-routes.ts'

export const staffRoutes = [
  ...areaRoutes('staff', {
    staff: { path: '/staff', page: () => import('./StaffPage.vue'), permission: 'see staff' },
  }),
  ...areaRoutes('settings', {
    settings: {
      path: '/settings',
      page: () => import('./SettingsPage.vue'),
      permission: 'see settings',
    },
  }),
]
