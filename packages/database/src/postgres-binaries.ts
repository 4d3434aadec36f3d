import fs from 'node:fs'
import path from 'node:path'
import { EmbeddedPostgresError } from './embedded-postgres-error.ts'

/** Where the server's programs are, and the environment that they need. */
export type PostgresBinaries = { initdb: string; postgres: string; env: Record<string, string> }

export type PostgresMajor = 15 | 18

/** All that a server program is told of the surroundings. */
const systemEnv = {
  PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
  LC_ALL: 'C',
}

const packages: Record<PostgresMajor, string> = {
  18: `@embedded-postgres/${process.platform}-${process.arch}`,
  15: 'embedded-postgres-15',
}

/**
 * The programs that came from the package registry. Their libraries carry only full version names there; the
 * short names that the linker asks for are laid as links in `linksFolder`, which is this user's own.
 */
export async function postgresBinaries(
  major: PostgresMajor,
  linksFolder: string,
): Promise<PostgresBinaries> {
  const { initdb, postgres } = await importBinaries(major)
  const native = path.dirname(path.dirname(postgres))
  layLibraryLinks(native, linksFolder)
  return {
    initdb,
    postgres,
    env: { ...systemEnv, LD_LIBRARY_PATH: `${linksFolder}:${path.join(native, 'lib')}` },
  }
}

async function importBinaries(major: PostgresMajor): Promise<{ initdb: string; postgres: string }> {
  try {
    return (await import(packages[major])) as { initdb: string; postgres: string }
  } catch (error) {
    throw new EmbeddedPostgresError(
      'unsupported-platform',
      `No embedded PostgreSQL ${major} for ${process.platform}-${process.arch}: set DATABASE_URL to a server of yours.`,
      { cause: error },
    )
  }
}

function layLibraryLinks(native: string, linksFolder: string): void {
  fs.mkdirSync(linksFolder, { recursive: true, mode: 0o755 })
  const listed = fs.readFileSync(path.join(native, 'pg-symlinks.json'), 'utf8')
  for (const { source, target } of JSON.parse(listed) as { source: string; target: string }[]) {
    const library = path.join(path.dirname(native), source)
    const link = path.join(linksFolder, path.basename(target))
    if (readLink(link) === library) continue
    fs.rmSync(link, { force: true })
    fs.symlinkSync(library, link)
  }
}

function readLink(link: string): string | undefined {
  try {
    return fs.readlinkSync(link)
  } catch {
    return undefined
  }
}
