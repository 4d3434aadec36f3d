import { defineConfig } from '@playwright/test'
import journeys from './playwright.config.ts'

/** Every screen in both languages, wide and narrow, light and dark; the pictures are for looking at. */
export default defineConfig(journeys, {
  testDir: './screens',
  timeout: 1_200_000,
  use: { ...journeys.use, actionTimeout: 15_000 },
  outputDir: './test-results/screens-run',
  projects: [
    { name: 'prepare', testMatch: 'prepare.spec.ts' },
    { name: 'screens', testMatch: 'screens.spec.ts', dependencies: ['prepare'] },
  ],
})
