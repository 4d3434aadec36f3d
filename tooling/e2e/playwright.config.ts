import { defineConfig } from '@playwright/test'
import { findBrowser, flags } from './browser.ts'

// Workers read this file again; the browser found first serves them all.
const found = process.env['BANYAN_E2E_BROWSER']
const browser = found
  ? (JSON.parse(found) as Awaited<ReturnType<typeof findBrowser>>)
  : await findBrowser()
process.env['BANYAN_E2E_BROWSER'] = JSON.stringify(browser)

export default defineConfig({
  testDir: './journeys',
  globalSetup: './start-bank.ts',
  fullyParallel: false,
  workers: 1,
  // A slow shared machine may time out once; a journey that fails twice has failed.
  retries: process.env['CI'] ? 1 : 0,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: 'list',
  use: {
    viewport: { width: 1440, height: 900 },
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    trace: 'retain-on-failure',
    launchOptions: {
      executablePath: browser.executablePath,
      args: flags,
      env: { ...process.env, ...browser.env } as Record<string, string>,
    },
  },
})
