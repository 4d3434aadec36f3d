import type { Hono } from 'hono'
import type { RequestContextOf } from './access/plain-route.ts'

/** Uploads and downloads of every area. */
export function plainRoutes(_app: Hono, _contextOf: RequestContextOf): void {}
