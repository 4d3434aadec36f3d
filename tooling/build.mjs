import fs from 'node:fs'
import path from 'node:path'
import { Stop, root, runQuietly, step } from './steps.mjs'
import { hashOf, read } from './toolchain.mjs'

const apps = ['apps/portal', 'apps/analytics']
const sources = [...apps, 'packages/ui', 'packages/domain', 'tooling/typescript']
const notSource = new Set(['node_modules', 'dist', '.turbo'])

/** Builds portal and analytics, unless nothing they are made of has changed since they were built. */
export async function build(env) {
  const stamp = path.join(root, 'node_modules/.banyan-built')
  const files = sources.flatMap((folder) => filesIn(path.join(root, folder)))
  const wanted = hashOf([path.join(root, 'pnpm-lock.yaml'), ...files])
  const pages = apps.map((app) => path.join(root, app, 'dist/index.html'))
  if (read(stamp) === wanted && pages.every((page) => fs.existsSync(page))) return
  await step('Building portal and analytics', async () => {
    const args = ['exec', 'turbo', 'run', 'build', '--output-logs=errors-only', '--ui=stream']
    const { status, output } = await runQuietly('pnpm', args, { env })
    if (status !== 0) throw new Stop(`The build failed.\n${output.trim()}`)
  })
  fs.writeFileSync(stamp, wanted)
}

function filesIn(folder) {
  if (!fs.existsSync(folder)) return []
  return fs
    .readdirSync(folder, { withFileTypes: true })
    .sort((one, other) => (one.name < other.name ? -1 : 1))
    .flatMap((entry) => {
      const file = path.join(folder, entry.name)
      if (entry.isDirectory()) return notSource.has(entry.name) ? [] : filesIn(file)
      return entry.isFile() && !entry.name.endsWith('.test.ts') ? [file] : []
    })
}
