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
  const procedures = code
    .filter(({ path: file }) => file.endsWith('.router.ts'))
    .flatMap(proceduresIn)
    .concat(code.filter(({ path: file }) => file.endsWith('-routes.ts')).flatMap(routesIn))
  const handlersOf = (kind: string) =>
    procedures.filter((one) => one.kind === kind).flatMap(({ handlers }) => handlers)
  const reads = new Set(handlersOf('read'))
  const isExported = (name: string) => code.some(({ text }) => exportsFunction(text, name))
  const named = code.map(ownOperation).filter((name) => name !== undefined)
  const candidates = [
    ...handlersOf('write').filter(isExported),
    ...named.filter((name) => !reads.has(name)),
  ]
  const names = new Set(candidates.filter((name) => !readsByName.test(name)))
  return [...names].sort().map((name) => ({
    name,
    procedures: procedures
      .filter(({ handlers }) => handlers.includes(name))
      .map((procedure) => procedure.name),
    file: code.find(({ text }) => exportsFunction(text, name)),
    callers: callersOf(name, code),
  }))
}

/** Files that use a function beyond importing it, and those that use what these are named for, and so on. */
function callersOf(name: string, code: SourceFile[], seen = new Set<string>()): SourceFile[] {
  const direct = code.filter(
    (file) =>
      !seen.has(file.path) && usesOf(file.text, name) > 0 && !exportsFunction(file.text, name),
  )
  for (const { path: file } of direct) seen.add(file)
  const further = direct.flatMap((file) =>
    exportedFunctions(file.text).flatMap((caller) => callersOf(caller, code, seen)),
  )
  return [...direct, ...further]
}

const imports = /^import [^;]*? from '[^']*'$/gms

function usesOf(text: string, name: string): number {
  return text.replace(imports, '').match(new RegExp(`\\b${name}\\b`, 'g'))?.length ?? 0
}

function exportedFunctions(text: string): string[] {
  return [...text.matchAll(/export (?:async )?function (\w+)/g)].map(([, name]) => name ?? '')
}

function ownOperation({ path: file, text }: SourceFile): string | undefined {
  const name = path
    .basename(file, '.ts')
    .replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())
  const takesContext = new RegExp(
    `export async function ${name}\\b[^{]*?(\\{[^}]*\\})?\\s*:?[^{]*?StaffContext`,
  )
  return takesContext.test(text) ? name : undefined
}

function exportsFunction(text: string, name: string): boolean {
  return new RegExp(`export (async function|function|const) ${name}\\b`).test(text)
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
  const isTested = (operation: Operation): boolean =>
    isNamed(operation) ||
    (operation.procedures.length === 0 &&
      operations.some(
        (whole) =>
          isNamed(whole) && operation.callers.some(({ path: file }) => file === whole.file?.path),
      ))
  const isNamed = ({ name, procedures, file }: Operation) =>
    tests.some(
      (test) =>
        (file && test.path === file.path.replace(/\.ts$/, '.test.ts')) ||
        new RegExp(`\\b${name}\\b`).test(test.text) ||
        procedures.some((procedure) => isCalled(procedure, file, test)),
    )
  return operations
    .filter((operation) => !isTested(operation))
    .map(({ name, file }) => `${file?.path ?? '(no file)'}: no test names ${name}`)
}
