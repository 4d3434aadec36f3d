import { createHash } from 'node:crypto'
import pg from 'pg'
import { CopyOut } from './copy-out.ts'

/**
 * A statement that has this at its beginning is planned once by each connection: for what every request or
 * write asks. A query that is built takes it by `modifyFront`.
 */
const prepared = '/* prepared */'
/** A statement, or several, of which one is a `copy (…) to stdout`; none takes parameters. */
const copied = '/* copied */'
const names = new Map<string, string>()

function nameOf(text: string): string {
  const known = names.get(text)
  if (known) return known
  const name = createHash('sha1').update(text).digest('base64url')
  names.set(text, name)
  return name
}

/**
 * A client that keeps the plans of statements marked as prepared, and gives what a statement marked as copied
 * sends as one row with `bytes`: large columns then travel as they are and not as hexadecimal text.
 */
export class DatabaseClient extends pg.Client {
  constructor(config?: pg.ClientConfig) {
    super(config)
    const send = (given: readonly unknown[]): unknown => Reflect.apply(super.query, this, given)
    Object.defineProperty(this, 'query', {
      value: (...given: unknown[]) => answer(given, send),
      writable: true,
    })
  }
}

function answer(given: readonly unknown[], send: (given: readonly unknown[]) => unknown): unknown {
  const [text, values] = given
  if (typeof text !== 'string') return send(given)
  if (text.slice(0, 40).includes(prepared)) return send([{ name: nameOf(text), text, values }])
  if (!text.startsWith(copied)) return send(given)
  return new Promise((resolve, reject) => {
    const copy = new CopyOut(text, (error, bytes) =>
      error ? reject(error) : resolve({ command: 'COPY', rowCount: 1, rows: [{ bytes }] }),
    )
    send([copy])
  })
}
