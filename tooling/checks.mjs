import { runQuietly, step } from './steps.mjs'

/** Each is one line of the count that npm test closes with. */
const checks = [
  { name: 'format', command: ['oxfmt', '--list-different', '.'] },
  { name: 'lint', command: ['oxlint', '--deny-warnings'] },
  {
    name: 'types',
    command: [
      'turbo',
      'run',
      'typecheck',
      '--continue',
      '--output-logs=errors-only',
      '--ui=stream',
    ],
  },
  { name: 'who imports whom', command: ['depcruise', 'apps', 'packages'] },
  { name: 'unused files, exports and packages', command: ['knip'] },
  { name: 'every operation is audited', command: ['node', 'tooling/checks/run.ts', 'audited'] },
  { name: 'every operation is tested', command: ['node', 'tooling/checks/run.ts', 'tested'] },
  { name: 'every documented path exists', command: ['node', 'tooling/checks/run.ts', 'paths'] },
]

/** Runs every check, also after one has failed; counts them. */
export async function runChecks(env) {
  const counts = { passed: 0, failed: 0, skipped: 0 }
  for (const { name, command } of checks) {
    const { status, output } = await step(name, () =>
      runQuietly('pnpm', ['exec', ...command], { env }),
    )
    if (status === 0) {
      counts.passed += 1
    } else {
      counts.failed += 1
      process.stderr.write(`\n✗ ${name}\n${output.trim()}\n\n`)
    }
  }
  return counts
}
