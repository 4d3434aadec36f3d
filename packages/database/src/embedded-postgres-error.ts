export type EmbeddedPostgresProblem =
  | 'unsupported-platform'
  | 'already-running'
  | 'disk-full'
  | 'folder-not-writable'
  | 'root-not-possible'
  | 'start-failed'

/** The embedded PostgreSQL could not be had. The message is one line for the person who started it. */
export class EmbeddedPostgresError extends Error {
  override readonly name = 'EmbeddedPostgresError'
  readonly problem: EmbeddedPostgresProblem

  constructor(problem: EmbeddedPostgresProblem, message: string, options?: ErrorOptions) {
    super(message, options)
    this.problem = problem
  }
}

/** What the server or the file system said, as one of the problems a person can act on. */
export function problemFrom(output: string, folder: string): EmbeddedPostgresError {
  if (/No space left on device|ENOSPC|Disk quota exceeded|EDQUOT/.test(output)) {
    return new EmbeddedPostgresError(
      'disk-full',
      `The disk that holds ${folder} is full: free some space, then start again.`,
    )
  }
  if (/Permission denied|EACCES|EPERM|EROFS|Read-only file system/.test(output)) {
    return new EmbeddedPostgresError(
      'folder-not-writable',
      `The folder ${folder} cannot be written by this user: change its owner, or delete it.`,
    )
  }
  const lines = output.split('\n').filter((line) => line.trim() !== '')
  const telling = lines.findLast((line) => /FATAL|PANIC|error:|ERROR/.test(line)) ?? lines.at(-1)
  return new EmbeddedPostgresError(
    'start-failed',
    `PostgreSQL could not start in ${folder}: ${telling?.trim() ?? 'it said nothing'}`,
  )
}
