import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { Stop, root, runQuietly, step } from './steps.mjs'

const platform = `${process.platform}-${process.arch}`
const toolchain = path.join(root, 'tooling/toolchain')
const programs = {
  node: path.join(toolchain, `node_modules/node-${platform}/bin`),
  pnpm: path.join(toolchain, `node_modules/@pnpm/exe.${platform}`),
}
const neededBytes = 1.5e9

/** Brings Node, pnpm and the packages where they are missing or out of date; gives the environment to work in. */
export async function prepare() {
  const env = environment()
  await installToolchain(env)
  await installPackages(env)
  return env
}

async function installToolchain(env) {
  const stamp = path.join(toolchain, 'node_modules/.stamp')
  const wanted = hashOf([path.join(toolchain, 'package-lock.json')])
  if (read(stamp) === wanted && fs.existsSync(programs.node)) return
  checkRoom()
  await install('Bringing Node and pnpm from the registry', 'npm', {
    args: ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'],
    cwd: toolchain,
    env,
  })
  if (!fs.existsSync(programs.node)) {
    throw new Stop(
      `Banyan's toolchain is published for linux-x64 and linux-arm64, not for ${platform}.`,
    )
  }
  fs.writeFileSync(stamp, wanted)
}

async function installPackages(env) {
  const stamp = path.join(root, 'node_modules/.banyan-packages')
  const wanted = hashOf([path.join(root, 'pnpm-lock.yaml'), ...manifests()])
  if (read(stamp) === wanted && fs.existsSync(path.join(root, 'apps/api/node_modules'))) return
  checkRoom()
  await install('Installing the packages', 'pnpm', {
    args: ['install', '--frozen-lockfile', '--reporter=append-only', '--loglevel=error'],
    cwd: root,
    env,
  })
  fs.writeFileSync(stamp, wanted)
}

async function install(name, command, { args, cwd, env }) {
  await step(name, async () => {
    const { status, output } = await runQuietly(command, args, { cwd, env })
    if (status !== 0) throw new Stop(whyInstallFailed(output))
  })
}

function whyInstallFailed(output) {
  if (/ENOSPC|No space left/i.test(output))
    return 'The disk is full: free some space, then start again.'
  if (/ENOTFOUND|ECONNREFUSED|ETIMEDOUT|EAI_AGAIN|dns error/i.test(output)) {
    return `The package registry cannot be reached: check the network.\n${output.trim()}`
  }
  if (/EACCES|EROFS|EPERM/.test(output)) {
    return `A folder cannot be written by this user.\n${output.trim()}`
  }
  return output.trim() || 'The install ended without a word.'
}

function checkRoom() {
  try {
    fs.accessSync(root, fs.constants.W_OK)
  } catch {
    throw new Stop(`The folder ${root} cannot be written: clone Banyan where you may write.`)
  }
  const disk = fs.statfsSync?.(root)
  const free = disk ? disk.bavail * disk.bsize : Infinity
  if (free < neededBytes) {
    const gigabytes = (free / 1e9).toFixed(1)
    throw new Stop(
      `The first install needs 1.5 GB on the disk of ${root}; ${gigabytes} GB are free.`,
    )
  }
}

function manifests() {
  const folders = ['apps', 'packages', 'tooling'].flatMap((group) =>
    fs.readdirSync(path.join(root, group)).map((name) => path.join(root, group, name)),
  )
  const files = [root, ...folders].map((folder) => path.join(folder, 'package.json'))
  return [path.join(root, 'pnpm-workspace.yaml'), ...files.filter((file) => fs.existsSync(file))]
}

/** One digest over the names and contents of the files. */
export function hashOf(files) {
  const hash = createHash('sha256')
  for (const file of files) hash.update(path.relative(root, file)).update(fs.readFileSync(file))
  return hash.digest('hex')
}

export function read(file) {
  return fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : undefined
}

// What a person may have set to reach their registry; everything else that npm sets for its scripts is dropped.
const registrySettings =
  /^npm_config_(registry|userconfig|globalconfig|ca|cafile|proxy|https_proxy|strict_ssl)$/i

function environment() {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^npm_/i.test(name) || registrySettings.test(name),
  )
  return {
    ...Object.fromEntries(kept),
    ...home(),
    PATH: [programs.node, programs.pnpm, process.env.PATH].join(path.delimiter),
    TURBO_TELEMETRY_DISABLED: '1',
    DO_NOT_TRACK: '1',
    npm_config_update_notifier: 'false',
  }
}

/** The caches live in the person's home; where there is none to write to, in this folder. */
function home() {
  const own = process.env.HOME
  if (own && isWritable(own)) return {}
  const HOME = path.join(root, '.home')
  const inside = {
    XDG_CACHE_HOME: '.cache',
    XDG_CONFIG_HOME: '.config',
    XDG_DATA_HOME: '.local/share',
  }
  const folders = Object.entries(inside).map(([name, folder]) => [name, path.join(HOME, folder)])
  return { HOME, npm_config_cache: path.join(HOME, '.npm'), ...Object.fromEntries(folders) }
}

function isWritable(folder) {
  try {
    fs.accessSync(folder, fs.constants.W_OK)
    return true
  } catch {
    return false
  }
}
