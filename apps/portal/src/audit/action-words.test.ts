import fs from 'node:fs'
import path from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { actionName, actionWords } from './action-words.ts'

const api = path.resolve(import.meta.dirname, '../../../api/src')
const sources = fs
  .readdirSync(api, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !/(\.test|testing)/.test(file))
  .map((file) => fs.readFileSync(path.join(api, file), 'utf8'))

/** What the API writes into the record, where it is written out whole. */
function actionsWritten(): string[] {
  const found = sources.flatMap((text) =>
    [...text.matchAll(/\baction: '([a-z][a-z -]+)'/g)].map(([, action = '']) => action),
  )
  return [...new Set(found)].toSorted()
}

describe('the actions of the record', () => {
  let written: string[] = []
  beforeEach(() => void (written = actionsWritten()))

  it.each(['zh', 'en'] as const)('have words, in %s', (language) => {
    expect(written.length).toBeGreaterThan(100)
    const names: Readonly<Record<string, string>> = actionWords[language]
    expect(written.filter((action) => !(action in names))).toEqual([])
  })

  it.each([
    ['collection-bucket', '账龄段变化'],
    ['warning-escalated', '上报预警'],
    ['promise-broken', '承诺未兑现'],
    ['restructuring', '批准重组'],
    ['no such action', 'no such action'],
  ])('%s is called %s', (action, name) => {
    expect(actionName(action, actionWords.zh)).toBe(name)
  })
})
