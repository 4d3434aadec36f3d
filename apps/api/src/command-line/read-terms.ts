import { readFile } from 'node:fs/promises'
import { text } from 'node:stream/consumers'
import { CommandFailed } from './command.ts'

interface Problem {
  code?: string | undefined
  path: readonly PropertyKey[]
  message: string
  keys?: readonly string[]
}

/** A problem as words: the code of a rule, `not-above-zero`, is its own sentence. */
function inWords({ path, message, keys }: Problem): string {
  const at = path.map(String).join('.')
  if (keys !== undefined) {
    return `${at ? `${at}: ` : ''}no such term: ${keys.join(', ')}`
  }
  const said = message.includes(' ') ? message : message.replaceAll('-', ' ')
  return `${at || 'terms'}: ${said}`
}

/** What is wrong with terms, a line for each problem. */
export function termsFailed(problems: readonly Problem[]): CommandFailed {
  return new CommandFailed(problems.map(inWords).join('\n'))
}

/** JSON from the file that is named, or from standard input. */
export async function readTerms(
  words: readonly string[],
  options: Record<string, string>,
  usage: string,
): Promise<unknown> {
  const [option] = Object.keys(options)
  if (option !== undefined) throw new CommandFailed(`no option --${option}\n  ${usage}`)
  if (words.length > 1) throw new CommandFailed(`one word too many: ${words.at(-1)}`)
  const [file] = words
  const given = file === undefined ? await text(process.stdin) : await readNamed(file)
  try {
    return JSON.parse(given)
  } catch {
    throw new CommandFailed(`${file ?? 'standard input'} is not JSON`)
  }
}

async function readNamed(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch {
    throw new CommandFailed(`cannot read ${file}`)
  }
}
