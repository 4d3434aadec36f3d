import { CommandFailed } from './command.ts'

export interface Arguments {
  words: string[]
  options: Record<string, string>
  json: boolean
  help: boolean
}

const flags = new Set(['dry-run', 'yes', 'drill', 'check'])

/** `word … --name value --flag`, in any order; `--name=value` too. */
export function readArguments(given: readonly string[]): Arguments {
  const words: string[] = []
  const options: Record<string, string> = {}
  for (let i = 0; i < given.length; i++) {
    const word = given[i] ?? ''
    if (!word.startsWith('--')) {
      words.push(word)
      continue
    }
    const [name = '', inline] = word.slice(2).split(/=(.*)/s)
    if (inline !== undefined) options[name] = inline
    else if (flags.has(name) || name === 'json' || name === 'help') options[name] = 'true'
    else {
      const value = given[++i]
      if (value === undefined || value.startsWith('--'))
        throw new CommandFailed(`--${name} needs a value`)
      options[name] = value
    }
  }
  const { json, help, ...rest } = options
  return { words, options: rest, json: json === 'true', help: help === 'true' }
}
