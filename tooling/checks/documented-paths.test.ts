import { describe, expect, it } from 'vitest'
import { pathsIn } from './documented-paths.ts'

describe('documented paths', () => {
  it.each([
    ['see `apps/api/src/trpc.ts` and `packages/ui/`', ['apps/api/src/trpc.ts', 'packages/ui/']],
    ['run `node tooling/run.mjs start`', ['tooling/run.mjs']],
    ['[how](CONTRIBUTING.md#tests) and [where](https://example.org/apps/x)', ['CONTRIBUTING.md']],
    ['`*.queries.ts`, `apps/*/src`, `text/csv` and `npm start`', []],
  ])('are found in: %s', (text, paths) => {
    expect(pathsIn(text)).toEqual(paths)
  })
})
