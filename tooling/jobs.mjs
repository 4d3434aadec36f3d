import { fileURLToPath } from 'node:url'
import { build } from './build.mjs'
import { runChecks } from './checks.mjs'
import { Stop, runInFront } from './steps.mjs'
import { runTests } from './test-job.mjs'
import { prepare } from './toolchain.mjs'

const node = (file) => (env, args) => runInFront('node', [file, ...args], { env })
const pnpm =
  (...command) =>
  (env, args) =>
    runInFront('pnpm', [...command, ...args], { env })

/** What was compiled once is read at the next start: most of a short command's time. */
const compiled = fileURLToPath(new URL('../node_modules/.cache/compiled', import.meta.url))

/** Every npm script; each gives the exit status. */
const jobs = {
  start: async (env, args) => {
    await build(env)
    return runInFront('node', ['apps/api/src/keep-serving.ts', ...args], { env, ownGroup: true })
  },
  test: runTests,
  'test:screens': async (env, args) => {
    await build(env)
    const config = ['playwright', 'test', '--config', 'screens.config.ts']
    return pnpm('--filter', '@banyan/e2e', 'exec', ...config)(env, args)
  },
  'test:soak': pnpm('exec', 'vitest', 'run', '--config', 'vitest.soak.config.ts'),
  check: async (env) => ((await runChecks(env)).failed > 0 ? 1 : 0),
  dev: pnpm('exec', 'turbo', 'run', 'dev'),
  build: async (env) => (await build(env), 0),
  bench: node('tooling/bench/main.ts'),
  banyan: (env, args) =>
    node('apps/api/src/command-line/main.ts')({ ...env, NODE_COMPILE_CACHE: compiled }, args),
}

export async function runJob(name, args) {
  const job = jobs[name]
  if (!job) {
    console.error(`There is no job ${name ?? '(none named)'}: ${Object.keys(jobs).join(', ')}.`)
    process.exit(1)
  }
  try {
    process.exitCode = await job(await prepare(), args)
  } catch (error) {
    console.error(error instanceof Stop ? error.message : error)
    process.exitCode = 1
  }
}
