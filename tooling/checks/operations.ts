import fs from 'node:fs'
import path from 'node:path'

export type SourceFile = { path: string; text: string }
export type Operation = { name: string; procedures: string[]; file: SourceFile | undefined }

/** Every TypeScript file under the folder, its path relative to the root. */
export function sourceFiles(root: string, folder: string): SourceFile[] {
  return fs
    .readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.includes('node_modules'))
    .map((name) => path.join(folder, name))
    .sort()
    .map((file) => ({ path: file, text: fs.readFileSync(path.join(root, file), 'utf8') }))
}

/**
 * What changes something: whatever a router writes with, and every file that is named for its one exported function
 * and takes the staff's context, but for those that a router only reads with.
 */
export function operationsIn(files: SourceFile[]): Operation[] {
  const code = files.filter(({ path: file }) => !file.endsWith('.test.ts'))
  const procedures = code.filter(({ path: file }) => file.endsWith('.router.ts')).flatMap(handlers)
  const reads = new Set(procedures.filter(({ kind }) => kind === 'read').map(({ name }) => name))
  const written = procedures.filter(({ kind }) => kind === 'write').map(({ name }) => name)
  const named = code.map(ownOperation).filter((name) => name !== undefined)
  const names = new Set([...written, ...named.filter((name) => !reads.has(name))])
  return [...names].sort().map((name) => ({
    name,
    procedures: procedures.filter((one) => one.name === name).map(({ procedure }) => procedure),
    file: code.find(({ text }) => exportsFunction(text, name)),
  }))
}

function handlers({ path: file, text }: SourceFile) {
  const area = path.basename(file, '.router.ts')
  const pattern = /(\w+):\s*allowedTo\([^;]*?\)\s*\.(read|write)\(\s*[\s\S]*?,\s*(\w+)\s*,?\s*\)/g
  return [...text.matchAll(pattern)].map(([, procedure, kind, name]) => ({
    procedure: `${area}.${procedure}`,
    kind,
    name: name ?? '',
  }))
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

/** Operations that leave no trace: neither they nor an operation they call records an audit event. */
export function unaudited(operations: Operation[]): string[] {
  const records = new Set(
    operations
      .filter(({ file }) => file && /\brecordAudit\w*\(/.test(file.text))
      .map(({ name }) => name),
  )
  const callsOne = ({ file }: Operation) =>
    [...records].some((name) => file?.text.includes(`${name}(`) ?? false)
  return operations
    .filter((operation) => !records.has(operation.name) && !callsOne(operation))
    .map(({ name, file }) => `${file?.path ?? '(no file)'}: ${name} never calls recordAudit`)
}

/** Operations that no test beside them and no other test names, by function or by procedure. */
export function untested(operations: Operation[], tests: SourceFile[]): string[] {
  const isTested = ({ name, procedures, file }: Operation) =>
    tests.some(
      (test) =>
        (file && test.path === file.path.replace(/\.ts$/, '.test.ts')) ||
        new RegExp(`\\b${name}\\b`).test(test.text) ||
        procedures.some((procedure) => test.text.includes(`${procedure}(`)),
    )
  return operations
    .filter((operation) => !isTested(operation))
    .map(({ name, file }) => `${file?.path ?? '(no file)'}: no test names ${name}`)
}
