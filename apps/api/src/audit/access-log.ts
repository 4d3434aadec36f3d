import { type Db, inInstitution, uuidv7 } from '@banyan/database'
import type { Logger } from 'pino'
import { type AccessRow, insertAccesses } from './access-log.queries.ts'

const everyMilliseconds = 1_000
const sameOpening = 60_000
const mostRemembered = 100_000
/** While the database is away this many openings are remembered; beyond, the oldest are let go and said so. */
const longest = 50_000

/** Who opened whose file. Kept in memory for a second and written many at a time, outside the audit chains. */
export class AccessLog {
  readonly #db: Db
  readonly #log: Logger
  #waiting: AccessRow[] = []
  /** When each person last opened each thing of each customer. */
  #recent = new Map<string, number>()
  #underWay: Promise<void> = Promise.resolve()
  #timer: NodeJS.Timeout | null = null

  constructor(db: Db, log: Logger) {
    this.#db = db
    this.#log = log
  }

  /** A page that asks again within a minute is the same opening. */
  note(opened: Omit<AccessRow, 'id'>): void {
    const { institutionId, staffId, customerId, what } = opened
    const key = `${institutionId}|${staffId}|${customerId}|${what}`
    const at = opened.at.getTime()
    const isSame = at - (this.#recent.get(key) ?? -Infinity) < sameOpening
    this.#recent.set(key, at)
    if (isSame) return
    this.#waiting.push({ id: uuidv7(at), ...opened })
    const excess = this.#waiting.length - longest
    if (excess <= 0) return
    this.#waiting.splice(0, excess)
    this.#log.error({ lost: excess }, 'access log is full')
  }

  start(): void {
    this.#timer ??= setInterval(() => void this.flush(), everyMilliseconds).unref()
  }

  /** Resolves once everything noted before is written, or the database has refused it for now. */
  flush(): Promise<void> {
    this.#underWay = this.#underWay.then(() => this.#write())
    return this.#underWay
  }

  async stop(): Promise<void> {
    if (this.#timer) clearInterval(this.#timer)
    this.#timer = null
    await this.flush()
  }

  async #write(): Promise<void> {
    const rows = this.#waiting
    this.#waiting = []
    if (this.#recent.size > mostRemembered) this.#recent.clear()
    for (const [institutionId, its] of Map.groupBy(rows, (row) => row.institutionId)) {
      try {
        await inInstitution(this.#db, institutionId, (tx) => insertAccesses(tx, its))
      } catch (error) {
        this.#waiting.unshift(...its)
        this.#log.warn({ err: error, waiting: its.length }, 'access log waits for the database')
      }
    }
  }
}
