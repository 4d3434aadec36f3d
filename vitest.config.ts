import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config'

const frontEnds = ['apps/portal', 'apps/analytics', 'packages/ui']
const onDatabase = ['apps/api', 'packages/database']
const testsIn = (folders: string[]) => folders.map((folder) => `${folder}/**/*.test.ts`)
const never = ['**/node_modules/**', '**/dist/**', '.banyan/**']

const rules: TestProjectInlineConfiguration = {
  test: {
    name: 'rules',
    // A property test may take its time on a busy machine.
    testTimeout: 30_000,
    include: testsIn(['packages', 'apps', 'tooling']),
    exclude: [
      ...never,
      ...testsIn([...frontEnds, ...onDatabase]),
      'tooling/e2e/**',
      '**/*.soak.test.ts',
    ],
  },
}

const api: TestProjectInlineConfiguration = {
  test: {
    name: 'api',
    include: testsIn(onDatabase),
    exclude: [...never, '**/*.soak.test.ts'],
    globalSetup: 'packages/database/src/test-server.ts',
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
}

const portal: TestProjectInlineConfiguration = {
  // The portal's own build settings; both apps and packages/ui use the same plugins.
  extends: './apps/portal/vite.config.ts',
  root: import.meta.dirname,
  test: {
    name: 'portal',
    testTimeout: 30_000,
    include: testsIn(frontEnds),
    exclude: never,
    environment: 'happy-dom',
    server: { deps: { inline: [/@nuxt\/ui/] } },
  },
}

export default defineConfig({
  test: {
    pool: 'forks',
    maxWorkers: 2,
    projects: [rules, api, portal],
  },
})
