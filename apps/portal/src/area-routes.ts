import type { RouteRecordRaw } from 'vue-router'
import type { AreaName } from './shell/areas.ts'

/** A page of an area: its params come as props; `permission` is what a post needs to open it. */
export interface AreaPage {
  readonly path: string
  readonly page: () => Promise<unknown>
  readonly permission?: string
}

declare module 'vue-router' {
  interface RouteMeta {
    area?: string
    permission?: string | undefined
    isPublic?: boolean
  }
}

/** The routes of an area, by name: `areaRoutes('loans', { loan: { path: '/loans/:number', page: () => import('./LoanPage.vue') } })`. */
export function areaRoutes(
  area: AreaName,
  pages: Readonly<Record<string, AreaPage>>,
): RouteRecordRaw[] {
  return Object.entries(pages).map(([name, { path, page, permission }]) => ({
    name,
    path,
    component: page as () => Promise<never>,
    props: true,
    meta: { area, permission },
  }))
}
