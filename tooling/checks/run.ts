import path from 'node:path'
import { missingPaths } from './documented-paths.ts'
import { operationsIn, sourceFiles, unaudited, untested } from './operations.ts'

const root = path.resolve(import.meta.dirname, '../..')
const api = () => sourceFiles(root, 'apps/api')
const isTest = ({ path: file }: { path: string }) => file.endsWith('.test.ts')

const checks: Record<string, () => string[]> = {
  audited: () => unaudited(operationsIn(api())),
  tested: () => {
    const journeys = sourceFiles(root, 'tooling/e2e')
    return untested(operationsIn(api()), [...api().filter(isTest), ...journeys])
  },
  paths: () => ['README.md', 'CONTRIBUTING.md'].flatMap((document) => missingPaths(root, document)),
}

const [name = ''] = process.argv.slice(2)
const check = checks[name]
if (!check) throw new Error(`There is no check ${name}: ${Object.keys(checks).join(', ')}`)
const found = check()
for (const line of found) console.error(line)
process.exitCode = found.length > 0 ? 1 : 0
