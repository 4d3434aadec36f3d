import fs from 'node:fs'
import path from 'node:path'
import { proceduresIn, routesIn } from './procedures.ts'

export type SourceFile = { path: string; text: string }
export type Operation = {
  name: string
  procedures: string[]
  file: SourceFile | undefined
  callers: SourceFile[]
}

/** Every TypeScript file under the folder, its path relative to the root. */
export function sourceFiles(root: string, folder: string): SourceFile[] {
  return fs
    .readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.includes('node_modules'))
    .map((name) => path.join(folder, name))
    .sort()
    .map((file) => ({ path: file, text: fs.readFileSync(path.join(root, file), 'utf8') }))
}

/** House style keeps these verbs for what only reads. */
const readsByName = /^(get|list|find|open|read|count|search|lock)[A-Z]/

/**
 * What changes something: whatever a router writes with, and every file that is named for its one exported function
 * and takes the staff's context, but for those that only read.
 */
export function operationsIn(files: SourceFile[]): Operation[] {
  const code = files.filter(({ path: file }) => !file.endsWith('.test.ts'))
  const names = new Names(code)
  const procedures = code
    .filter(({ path: file }) => file.endsWith('.router.ts'))
    .flatMap(proceduresIn)
    .concat(code.filter(({ path: file }) => file.endsWith('-routes.ts')).flatMap(routesIn))
  const handlersOf = (kind: string) =>
    procedures.filter((one) => one.kind === kind).flatMap(({ handlers }) => handlers)
  const reads = new Set(handlersOf('read'))
  const named = code.map(ownOperation).filter((name) => name !== undefined)
  const candidates = [
    ...handlersOf('write').filter((name) => names.homeOf(name) !== undefined),
    ...named.filter((name) => !reads.has(name)),
  ]
  const operations = new Set(candidates.filter((name) => !readsByName.test(name)))
  return [...operations].sort().map((name) => ({
    name,
    procedures: procedures
      .filter(({ handlers }) => handlers.includes(name))
      .map((procedure) => procedure.name),
    file: names.homeOf(name),
    callers: callersOf(name, names),
  }))
}

/** Files that use a function beyond importing it, and those that use what these are named for, and so on. */
function callersOf(name: string, names: Names, seen = new Set<SourceFile>()): SourceFile[] {
  const direct = names.usersOf(name).filter((file) => !seen.has(file))
  for (const file of direct) seen.add(file)
  const further = direct.flatMap((file) =>
    names.functionsOf(file).flatMap((caller) => callersOf(caller, names, seen)),
  )
  return [...direct, ...further]
}

const imports = /^import [^;]*? from '[^']*'$/gms

function wordsIn(text: string): Set<string> {
  return new Set(text.match(/\w+/g))
}

function matched(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map(([, name]) => name ?? '')
}

/** Which files export a name and which use it, each file read once. */
class Names {
  readonly #homes = new Map<string, SourceFile[]>()
  readonly #users = new Map<string, SourceFile[]>()
  readonly #functions = new Map<SourceFile, string[]>()

  constructor(code: SourceFile[]) {
    for (const file of code) {
      const { text } = file
      const exported = matched(text, /export (?:async function|function|const) (\w+)/g)
      for (const name of new Set(exported)) add(this.#homes, name, file)
      for (const word of wordsIn(text.replace(imports, ''))) add(this.#users, word, file)
      this.#functions.set(file, matched(text, /export (?:async )?function (\w+)/g))
    }
  }

  /** The first file that exports it. */
  homeOf(name: string): SourceFile | undefined {
    return this.#homes.get(name)?.[0]
  }

  usersOf(name: string): SourceFile[] {
    const homes = this.#homes.get(name) ?? []
    return (this.#users.get(name) ?? []).filter((file) => !homes.includes(file))
  }

  functionsOf(file: SourceFile): string[] {
    return this.#functions.get(file) ?? []
  }
}

function add(index: Map<string, SourceFile[]>, name: string, file: SourceFile): void {
  const known = index.get(name)
  if (known) known.push(file)
  else index.set(name, [file])
}

function ownOperation({ path: file, text }: SourceFile): string | undefined {
  const name = path
    .basename(file, '.ts')
    .replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())
  const start = text.indexOf(`export async function ${name}`)
  if (start < 0) return undefined
  const takesContext = new RegExp(
    `export async function ${name}\\b[^{]*?(\\{[^}]*\\})?\\s*:?[^{]*?StaffContext`,
  )
  return takesContext.test(text.slice(start)) ? name : undefined
}

/**
 * Operations that leave no trace: neither they nor an operation they call records an audit event. A part of an
 * operation, which no router calls, may leave it to whoever calls it.
 */
export function unaudited(operations: Operation[]): string[] {
  const records = (file: SourceFile | undefined) => /\brecordAudit\w*\(/.test(file?.text ?? '')
  const recording = operations.filter(({ file }) => records(file)).map(({ name }) => name)
  const isAudited = ({ file, procedures, callers }: Operation) =>
    records(file) ||
    recording.some((name) => file?.text.includes(`${name}(`)) ||
    (procedures.length === 0 && callers.some(records))
  return operations
    .filter((operation) => !isAudited(operation))
    .map(({ name, file }) => `${file?.path ?? '(no file)'}: ${name} never calls recordAudit`)
}

/** By its whole name anywhere; by its last word in a test of the same area. */
function isCalled(procedure: string, file: SourceFile | undefined, test: SourceFile): boolean {
  if (procedure.startsWith('/')) return test.text.includes(procedure)
  if (test.text.includes(`${procedure}(`)) return true
  const isNear = file !== undefined && path.dirname(test.path) === path.dirname(file.path)
  return isNear && test.text.includes(`.${procedure.split('.')[1]}(`)
}

/**
 * Operations that no test beside them and no other test names, by function or by procedure. A part, which no
 * router calls, is tested with the operation it is a part of.
 */
export function untested(operations: Operation[], tests: SourceFile[]): string[] {
  const words = new Set(tests.flatMap(({ text }) => [...wordsIn(text)]))
  const beside = new Set(tests.map((test) => test.path))
  const named = operations.filter(
    ({ name, procedures, file }) =>
      words.has(name) ||
      (file && beside.has(file.path.replace(/\.ts$/, '.test.ts'))) ||
      procedures.some((procedure) => tests.some((test) => isCalled(procedure, file, test))),
  )
  const [names, wholes] = [
    new Set(named.map(({ name }) => name)),
    new Set(named.map(({ file }) => file?.path)),
  ]
  const isTested = ({ name, procedures, callers }: Operation): boolean =>
    names.has(name) ||
    (procedures.length === 0 && callers.some(({ path: file }) => wholes.has(file)))
  return operations
    .filter((operation) => !isTested(operation))
    .map(({ name, file }) => `${file?.path ?? '(no file)'}: no test names ${name}`)
}
