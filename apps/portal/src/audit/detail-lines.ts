/** One line of an event's detail. `field` is a path such as `after.tier`; empty for the thing itself. */
export interface DetailLine {
  field: string
  /** Absent where nothing was there before, or the event only states a value. */
  before?: unknown
  after: unknown
}

export interface EventDetail {
  lines: DetailLine[]
  /** Whether any line tells what was before, so that the table needs that column. */
  isChange: boolean
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/**
 * The detail of an audit event as lines to read: `before` and `after` side by side, field by field where both
 * are records; everything else as it stands, records within taken apart once.
 */
export function detailLines(detail: Record<string, unknown>): EventDetail {
  const { before, after, ...stated } = detail
  const changes = 'before' in detail || 'after' in detail ? changeLines(before, after) : []
  const others = Object.entries(stated).flatMap(([field, value]) => statedLines(field, value))
  return {
    lines: [...changes, ...others],
    isChange: changes.some((line) => line.before !== undefined),
  }
}

function changeLines(before: unknown, after: unknown): DetailLine[] {
  if (!isRecord(before) && !isRecord(after)) return [{ field: '', before, after }]
  const [old, fresh] = [isRecord(before) ? before : {}, isRecord(after) ? after : {}]
  return [...new Set([...Object.keys(old), ...Object.keys(fresh)])].map((field) => ({
    field,
    before: old[field],
    after: fresh[field],
  }))
}

function statedLines(field: string, value: unknown): DetailLine[] {
  if (!isRecord(value)) return [{ field, after: value }]
  return Object.entries(value).map(([part, inner]) => ({ field: `${field}.${part}`, after: inner }))
}
