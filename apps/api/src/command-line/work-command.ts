import { startJobs } from '../background.ts'
import { type Command, CommandFailed } from './command.ts'

const mostAtOnce = 32

/** More hands beside the server, on this machine or another that reaches the database. */
export const workCommand: Command = {
  name: 'work',
  usage: 'work [--at-once N]: carries out jobs until Ctrl-C, beside the server and other workers',
  takes: [],
  options: ['at-once'],
  run: async ({ options, world, say }) => {
    const atOnce = Number(options['at-once'] ?? 4)
    if (!Number.isInteger(atOnce) || atOnce < 1 || atOnce > mostAtOnce)
      throw new CommandFailed(`--at-once is a number from 1 to ${mostAtOnce}`)
    const worker = await startJobs(world, atOnce)
    say(`carrying out up to ${atOnce} jobs at once; Ctrl-C stops`)
    const signal = await new Promise<string>((resolve) => {
      for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
        process.once(name, () => resolve(name))
    })
    await worker.stop()
    return { ok: true, json: { stopped: signal }, text: 'stopped' }
  },
}
