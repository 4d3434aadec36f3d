import type { RouteRecordRaw } from 'vue-router'
import type { AreaName } from './areas.ts'

/** A page of an area; `permission` is what a post needs to open it. */
export interface AreaPage {
  readonly path: string
  readonly page: () => Promise<unknown>
  readonly permission?: string
}

declare module 'vue-router' {
  interface RouteMeta {
    area?: string
    permission?: string | undefined
  }
}

/** The routes of an area, by name; params come to the page as props. */
export function areaRoutes(
  area: AreaName,
  pages: Readonly<Record<string, AreaPage>>,
): RouteRecordRaw[] {
  return Object.entries(pages).map(([name, { path, page, permission = 'see analytics' }]) => ({
    name,
    path,
    component: page as () => Promise<never>,
    props: true,
    meta: { area, permission },
  }))
}
