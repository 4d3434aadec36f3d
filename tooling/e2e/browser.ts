import fs from 'node:fs'
import path from 'node:path'
import { chromium } from 'playwright-core'

export const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

export interface Browser {
  executablePath: string
  env: Record<string, string>
}

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

function onPath(): string | undefined {
  const folders = (process.env.PATH ?? '').split(path.delimiter)
  const files = names.flatMap((name) => folders.map((folder) => path.join(folder, name)))
  return files.find((file) => fs.existsSync(file))
}

async function runs({ executablePath, env }: Browser): Promise<boolean> {
  try {
    const browser = await chromium.launch({
      executablePath,
      args: flags,
      env: { ...(process.env as Record<string, string>), ...env },
      timeout: 20_000,
    })
    await browser.close()
    return true
  } catch {
    return false
  }
}

const unpackedIn = path.join(import.meta.dirname, 'node_modules/.browser')

/** The Chromium that ships inside a package, with the libraries it carries for bare systems. */
async function shipped(): Promise<Browser> {
  fs.mkdirSync(unpackedIn, { recursive: true })
  const { TMPDIR, AWS_LAMBDA_JS_RUNTIME } = process.env
  // The package unpacks into the folder for temporary files, and its libraries only for this runtime.
  Object.assign(process.env, { TMPDIR: unpackedIn, AWS_LAMBDA_JS_RUNTIME: 'nodejs24.x' })
  try {
    const { default: packed } = await import('@sparticuz/chromium')
    const executablePath = await packed.executablePath()
    const libraries = path.join(unpackedIn, 'al2023/lib')
    const fonts = path.join(unpackedIn, 'fonts')
    return { executablePath, env: { LD_LIBRARY_PATH: libraries, FONTCONFIG_PATH: fonts } }
  } finally {
    restore('TMPDIR', TMPDIR)
    restore('AWS_LAMBDA_JS_RUNTIME', AWS_LAMBDA_JS_RUNTIME)
  }
}

function restore(name: string, value: string | undefined): void {
  if (value === undefined) delete process.env[name]
  else process.env[name] = value
}

/** CHROME_PATH, else a Chromium on the PATH, else the one from the registry; the first that runs. */
export async function findBrowser(): Promise<Browser> {
  const given = process.env.CHROME_PATH ?? onPath()
  if (given) {
    const browser = { executablePath: given, env: {} }
    if (await runs(browser)) return browser
  }
  const browser = await shipped()
  if (await runs(browser)) return browser
  throw new Error(
    'No browser can run here: apt-get install -y chromium fonts-wqy-microhei, or set CHROME_PATH.',
  )
}
