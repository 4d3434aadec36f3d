import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { build } from './build.mjs'
import { runChecks } from './checks.mjs'
import { root, runInFront } from './steps.mjs'

/** Checks, then tests, then browser journeys; the last line counts them all. */
export async function runTests(env, args) {
  const counts = [await runChecks(env)]
  await build(env).catch((error) => {
    process.stderr.write(`${error.message}\n`)
    counts.push({ passed: 0, failed: 1, skipped: 0 })
  })
  counts.push(await runVitest(env, args), await runJourneys(env))

  const total = (kind) => counts.reduce((sum, count) => sum + count[kind], 0)
  const skipped = total('skipped') > 0 ? `, ${total('skipped')} skipped` : ''
  console.log(`\n${total('passed')} passed, ${total('failed')} failed${skipped}`)
  return total('failed') > 0 || total('passed') === 0 ? 1 : 0
}

function runVitest(env, args) {
  return withReport(async (file) => {
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
    const status = await runInFront('pnpm', ['exec', 'vitest', 'run', ...reporters, ...args], {
      env,
    })
    return { status, count: countVitest }
  })
}

function countVitest({ testResults }) {
  const results = testResults.flatMap(({ assertionResults }) => assertionResults)
  const having = (...states) => results.filter(({ status }) => states.includes(status)).length
  const brokenFiles = testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && assertionResults.every((result) => result.status !== 'failed'),
  )
  return {
    passed: having('passed'),
    failed: having('failed') + brokenFiles.length,
    skipped: having('skipped', 'pending', 'todo'),
  }
}

async function runJourneys(env) {
  const config = path.join(root, 'tooling/e2e/playwright.config.ts')
  if (!fs.existsSync(config)) return { passed: 0, failed: 0, skipped: 0 }
  return withReport(async (file) => {
    const command = [
      '--filter',
      '@banyan/e2e',
      'exec',
      'playwright',
      'test',
      '--reporter=list,json',
    ]
    const status = await runInFront('pnpm', command, {
      env: { ...env, PLAYWRIGHT_JSON_OUTPUT_NAME: file },
    })
    return { status, count: countPlaywright }
  })
}

function countPlaywright({ stats, errors }) {
  const { expected, unexpected, flaky, skipped } = stats
  return { passed: expected + flaky, failed: unexpected + errors.length, skipped }
}

/** Counts from the runner's own report; a runner that failed without naming a failure counts as one. */
async function withReport(run) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'banyan-report-'))
  const file = path.join(folder, 'report.json')
  try {
    const { status, count } = await run(file)
    const report = fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf8')) : undefined
    const counts = report ? count(report) : { passed: 0, failed: 0, skipped: 0 }
    const unnamed = status !== 0 && counts.failed === 0
    return unnamed ? { ...counts, failed: 1 } : counts
  } finally {
    fs.rmSync(folder, { recursive: true, force: true })
  }
}
