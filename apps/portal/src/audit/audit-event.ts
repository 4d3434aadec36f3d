import type { Outputs } from '../api.ts'

/** A line of the audit record. */
export type AuditEvent = Outputs['audit']['events']['rows'][number]
