import { existsSync, readFileSync, renameSync } from 'node:fs'
import path from 'node:path'
import type pg from 'pg'
import { type Config, home } from './config.ts'

interface Told {
  text: string
  values: readonly unknown[]
  /** Rows that it touched or gave. */
  rows: number
}

interface Work {
  /** Whether a statement shows that its transaction does this work. */
  isKnownBy: (told: Told) => boolean
  /** What it does on the way to its commit. */
  steps: Record<string, RegExp>
}

const asks = (procedure: string) => (told: Told) =>
  told.text.startsWith('insert into "idempotency_key"') && told.values.includes(procedure)
const says = (text: RegExp) => (told: Told) => told.rows > 0 && text.test(told.text)

const postings = /^\s*insert into "posting"/
const works = {
  'loans.disburse': {
    isKnownBy: asks('loans.disburse'),
    steps: { reserve: /^update "reservation"/, entries: postings },
  },
  'loans.repay': {
    isKnownBy: asks('loans.repay'),
    steps: { lock: /from "loan" .* for no key update/s, entries: postings },
  },
  'close.check': { isKnownBy: asks('close.check'), steps: { job: /^insert into "job"/ } },
  relay: { isKnownBy: says(/graphile_worker\.add_jobs/), steps: {} },
  job: {
    isKnownBy: says(/from "job" .* for update/s),
    steps: { effect: /^insert into "close_check"/, end: /^update "job"/ },
  },
  portion: {
    isKnownBy: says(/from "close_step" .* for update skip locked/s),
    steps: { checkpoint: /^update "close_step"/ },
  },
  night: {
    isKnownBy: says(/from "institution_state" .* for update$/s),
    steps: { day: /^insert into "business_day"/ },
  },
} satisfies Record<string, Work>

type WorkName = keyof typeof works
const commit = /^commit$/
const begin = /^begin /

/** Every point at which a process can be told to die, as `work:before-step` and `work:after-step`. */
export function failpointsOf(work: WorkName): string[] {
  const steps = [...Object.keys(works[work].steps), 'commit']
  const reply = work.includes('.') ? [`${work}:before-reply`] : []
  return [...steps.flatMap((step) => [`${work}:before-${step}`, `${work}:after-${step}`]), ...reply]
}

/**
 * The file that arms this process, when it is one that tests kill: it names a point, and the process takes the
 * name away and dies when it comes there. Throws RangeError anywhere but beside a test's own database.
 */
export function armingFile(config: Config): string | null {
  const { failpoints, isTest, publicUrl, databaseUrl, demo, dataFolder } = config
  if (failpoints === null) return null
  const isOwn = databaseUrl === null && dataFolder !== path.join(home, '.banyan')
  if (!isTest || publicUrl !== null || demo !== false || !isOwn)
    throw new RangeError('BANYAN_FAILPOINTS ends the server on purpose: for its tests only.')
  return failpoints
}

function dieAt(file: string, point: string): void {
  if (!existsSync(file) || readFileSync(file, 'utf8') !== point) return
  renameSync(file, `${file}.reached`)
  process.kill(process.pid, 'SIGKILL')
}

/** Makes the statements of a pool's transactions points to die at. */
export function dieAtStatements(pool: pg.Pool, file: string): void {
  pool.on('connect', (client) => {
    const { query } = client
    let known = new Set<WorkName>()
    const reach = (side: 'before' | 'after', text: string) => {
      for (const work of known) {
        const steps: Work['steps'] = { ...works[work].steps, commit }
        for (const [step, pattern] of Object.entries(steps))
          if (pattern.test(text)) dieAt(file, `${work}:${side}-${step}`)
      }
    }
    const follow = async (text: string, values: readonly unknown[], given: readonly unknown[]) => {
      if (begin.test(text)) known = new Set()
      reach('before', text)
      const answer: unknown = await Reflect.apply(query, client, given)
      const rows = Number(Reflect.get(Object(answer), 'rowCount') ?? 0)
      for (const name of Object.keys(works) as WorkName[])
        if (works[name].isKnownBy({ text, values, rows })) known.add(name)
      reach('after', text)
      return answer
    }
    Object.defineProperty(client, 'query', {
      value: (...given: unknown[]) => {
        const [text, values] = given
        return typeof text === 'string' && typeof given.at(-1) !== 'function'
          ? follow(text, Array.isArray(values) ? values : [], given)
          : Reflect.apply(query, client, given)
      },
    })
  })
}

type Fetch = (request: Request, env?: object) => Response | Promise<Response>

/** Makes the moment before a procedure's answer leaves a point to die at. */
export function dieBeforeReply(fetch: Fetch, file: string): Fetch {
  return async (request, env) => {
    const answer = await fetch(request, env)
    dieAt(file, `${new URL(request.url).pathname.replace('/api/trpc/', '')}:before-reply`)
    return answer
  }
}
