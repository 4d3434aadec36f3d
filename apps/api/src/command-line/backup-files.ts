import { createHash } from 'node:crypto'
import { createReadStream, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'

const manifestName = 'backup.json'

export interface BackupManifest {
  banyan: string
  madeAt: string
  /** Of each file, by its path in the backup, the SHA-256 in hexadecimal. */
  files: Record<string, string>
}

async function digestOf(file: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(file), hash)
  return hash.digest('hex')
}

async function digestsIn(folder: string): Promise<Record<string, string>> {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .filter((name) => name !== manifestName)
    .sort()
  const files: Record<string, string> = {}
  for (const name of names) files[name] = await digestOf(path.join(folder, name))
  return files
}

export async function writeManifest(
  folder: string,
  made: Omit<BackupManifest, 'files'>,
): Promise<BackupManifest> {
  const manifest = { ...made, files: await digestsIn(folder) }
  writeFileSync(path.join(folder, manifestName), `${JSON.stringify(manifest, null, 1)}\n`, {
    mode: 0o600,
  })
  return manifest
}

/** The manifest and the first file that is missing, added or changed since; null when none is. */
export async function checkManifest(
  folder: string,
): Promise<{ manifest: BackupManifest; wrong: string | null }> {
  const manifest: BackupManifest = JSON.parse(readFileSync(path.join(folder, manifestName), 'utf8'))
  const found = await digestsIn(folder)
  const names = new Set([...Object.keys(manifest.files), ...Object.keys(found)])
  const wrong = [...names].sort().find((name) => manifest.files[name] !== found[name])
  return { manifest, wrong: wrong ?? null }
}
