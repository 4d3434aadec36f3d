import { NotFound } from '@banyan/domain/refused'

/** The row, or NotFound: what a person may not know of does not exist for them. */
export function found<T>(row: T | undefined, what: string): T {
  if (row === undefined) throw new NotFound(what)
  return row
}
