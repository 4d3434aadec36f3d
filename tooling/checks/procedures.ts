import path from 'node:path'
import type { SourceFile } from './operations.ts'

export type Procedure = { name: string; kind: string; handlers: string[] }

/** Each `name: allowedTo(…).read(…)` or `name: see.write(…)` of a router, with the functions it hands the call to. */
export function proceduresIn({ path: file, text }: SourceFile): Procedure[] {
  const area = path.basename(file, '.router.ts')
  const start = /(\w+):\s*(?:allowedTo\([^;]*?\)|\w+)\s*\.(read|write)\(/g
  return [...text.matchAll(start)].map((match) => ({
    name: `${area}.${match[1]}`,
    kind: match[2] ?? '',
    handlers: handlersIn(lastArgument(text, match.index + match[0].length)),
  }))
}

/** Each plain route of a file, named by its address up to the first parameter. */
export function routesIn({ text }: SourceFile): Procedure[] {
  const routes = /path: '\w+ ([^']+)'[\s\S]*?handler: (\w+)/g
  return [...text.matchAll(routes)].map(([, address = '', handler = '']) => ({
    name: address.replace(/:.*$/, ''),
    kind: 'route',
    handlers: [handler],
  }))
}

/** A function given by its name, or those that an inline function calls. */
function handlersIn(argument: string): string[] {
  if (/^\w+$/.test(argument)) return [argument]
  return [...argument.matchAll(/\b([a-z]\w*)\(/g)].map(([, name]) => name ?? '')
}

/** The text after the last comma of the call's own level; a comma that ends the list does not count. */
function lastArgument(text: string, from: number): string {
  let depth = 1
  let argument = from
  let end = from
  for (; depth > 0 && end < text.length; end++) {
    const letter = text[end] ?? ''
    if ('([{'.includes(letter)) depth += 1
    if (')]}'.includes(letter)) depth -= 1
    if (letter === ',' && depth === 1 && !/^\s*\)/.test(text.slice(end + 1))) argument = end + 1
  }
  return text
    .slice(argument, end - 1)
    .trim()
    .replace(/,$/, '')
}
