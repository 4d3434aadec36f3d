import { defineConfig } from 'vitest/config'

/** The long simulations and fault storms: npm run test:soak. */
export default defineConfig({
  test: {
    include: ['apps/**/*.soak.test.ts', 'packages/**/*.soak.test.ts', 'tooling/**/*.soak.test.ts'],
    exclude: ['**/node_modules/**', '**/dist/**'],
    globalSetup: 'packages/database/src/test-server.ts',
    pool: 'forks',
    maxWorkers: 1,
    testTimeout: 3_600_000,
    hookTimeout: 120_000,
  },
})
