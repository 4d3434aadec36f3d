import { isDatabaseProblem } from '@banyan/database/locate'
import { Conflict, NotFound, Refused } from '@banyan/domain/refused'
import { sealAll } from '../background.ts'
import { readConfig } from '../config.ts'
import { loadDemoIfFresh } from '../demo-on-first-start.ts'
import { runningServer } from '../server-file.ts'
import { CannotStart, makeLog, openWorld } from '../world.ts'
import { aprUsage, printRates } from './apr-command.ts'
import { readArguments } from './arguments.ts'
import { classifyUsage, printClasses } from './classify-command.ts'
import { type Command, CommandFailed, type CommandResult } from './command.ts'
import { commands } from './commands.ts'
import { demoResetUsage, resetDemo } from './demo-reset.ts'
import { inWords } from './refusal-words.ts'
import { restoreBackup, restoreUsage } from './restore-backup.ts'
import { printSchedule, scheduleUsage } from './schedule-command.ts'

const say = (line: string) => void process.stderr.write(`${line}\n`)

/** What needs no bank: JSON in, JSON out. */
const calculations: Readonly<Record<string, { usage: string; run: typeof printSchedule }>> = {
  schedule: { usage: scheduleUsage, run: printSchedule },
  apr: { usage: aprUsage, run: printRates },
  classify: { usage: classifyUsage, run: printClasses },
}

function usage(): string {
  const lines = commands.map((command) => `  ${command.usage}`)
  return [
    'npm run --silent banyan -- COMMAND [--json]',
    ...lines,
    ...Object.values(calculations).map((calculation) => `  ${calculation.usage}`),
    `  ${demoResetUsage}`,
    `  ${restoreUsage}`,
  ].join('\n')
}

function find(words: readonly string[]): { command: Command; rest: string[] } {
  for (const command of commands) {
    const name = command.name.split(' ')
    if (name.every((word, index) => words[index] === word)) {
      return { command, rest: words.slice(name.length) }
    }
  }
  throw new CommandFailed(words[0] ? `no command ${words.join(' ')}\n${usage()}` : usage())
}

function checkArguments(
  command: Command,
  rest: readonly string[],
  options: Record<string, string>,
): void {
  const missing = command.takes[rest.length]
  if (missing) throw new CommandFailed(`${missing} is missing\n  ${command.usage}`)
  if (rest.length > command.takes.length)
    throw new CommandFailed(`one word too many: ${rest.at(-1)}`)
  const unknown = Object.keys(options).find((name) => !command.options.includes(name))
  if (unknown) throw new CommandFailed(`no option --${unknown}\n  ${command.usage}`)
}

async function run(given: readonly string[]): Promise<{ result: CommandResult; json: boolean }> {
  const { words, options, json, help } = readArguments(given)
  if (help && words.length === 0)
    return { result: { ok: true, json: null, text: usage() }, json: false }
  const calculation = calculations[words[0] ?? '']
  if (calculation) {
    if (help) return { result: { ok: true, json: null, text: calculation.usage }, json: false }
    return { result: await calculation.run(words.slice(1), options), json }
  }
  if (words[0] === 'demo' && words[1] === 'reset') {
    return { result: await resetDemo(readConfig(), options, say), json }
  }
  if (words[0] === 'restore') {
    if (help) return { result: { ok: true, json: null, text: restoreUsage }, json: false }
    return { result: await restoreBackup(readConfig(), words.slice(1), options), json }
  }
  const { command, rest } = find(words)
  if (help) return { result: { ok: true, json: null, text: command.usage }, json: false }
  checkArguments(command, rest, options)
  const config = readConfig()
  const isServing = runningServer(config.dataFolder) !== null
  const world = await openWorld(config, {
    say: () => undefined,
    log: makeLog('warn', config.logFile),
    mayJoin: true,
  })
  try {
    if (!isServing) await loadDemoIfFresh(world, say)
    const result = await command.run({ words: rest, options, world, say })
    if (!isServing && command.name !== 'verify-audit' && command.name !== 'doctor')
      await sealAll(world)
    return { result, json }
  } finally {
    await world.close()
  }
}

function plainly(error: unknown): string {
  const isPlain =
    error instanceof CommandFailed ||
    error instanceof Refused ||
    error instanceof NotFound ||
    error instanceof Conflict ||
    error instanceof CannotStart ||
    error instanceof RangeError ||
    isDatabaseProblem(error)
  if (isPlain) return inWords(error.message)
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}

function print(text: string): Promise<void> {
  return new Promise((resolve) => process.stdout.write(`${text}\n`, () => resolve()))
}

try {
  const { result, json } = await run(process.argv.slice(2))
  await print(json ? JSON.stringify(result.json) : result.text)
  process.exit(result.ok ? 0 : 1)
} catch (error) {
  say(plainly(error))
  process.exit(1)
}
