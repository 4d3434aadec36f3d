import { comparable } from './columns.ts'
import { columnsOf } from './file-kinds.ts'
import type { ImportKind } from './file-kinds.ts'
import type { Mapping } from './mapping.ts'

/**
 * The mapping of a file whose headers are our names, our Chinese titles or other words in use for them, whatever
 * their case, spaces and punctuation. A header serves one column; names go before aliases.
 */
export function suggestMapping(headers: readonly string[], kind: ImportKind): Mapping {
  const free = new Map<string, string>()
  for (const header of headers) {
    const key = comparable(header)
    if (key !== '' && !free.has(key)) free.set(key, header.trim())
  }
  const found = new Map<string, string>()
  const take = (name: string, words: readonly string[]) => {
    if (found.has(name)) return
    const key = words.map(comparable).find((word) => free.has(word))
    if (key === undefined) return
    found.set(name, free.get(key) ?? '')
    free.delete(key)
  }
  const columns = columnsOf(kind)
  for (const { name } of columns) take(name, [name])
  for (const { name, title } of columns) take(name, [title])
  for (const { name, aliases } of columns) take(name, aliases)
  const inOrder = columns.flatMap(({ name }) => {
    const header = found.get(name)
    return header === undefined ? [] : [[name, header] as const]
  })
  return { columns: Object.fromEntries(inOrder) }
}
