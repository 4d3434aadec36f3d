import { copyFileSync, existsSync, mkdirSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { copyCluster, copyFolder } from '@banyan/database/copy-cluster'
import { readVersion } from '../config.ts'
import { sealAll } from '../background.ts'
import { writeManifest } from './backup-files.ts'
import { type Command, CommandFailed } from './command.ts'

/** What stands beside the database and belongs to it; the master key does not, it is kept apart. */
const beside = ['database.json', 'logins.json', 'truths.json']

export const backup: Command = {
  name: 'backup',
  usage: 'backup FOLDER: the whole bank into a new folder, while it serves; without the master key',
  takes: ['FOLDER'],
  options: [],
  run: async ({ words, world }) => {
    const { config, database } = world
    if (database.kind !== 'embedded')
      throw new CommandFailed('DATABASE_URL is set: back that server up with its own tools')
    const target = path.resolve(words[0] ?? '')
    if (existsSync(target) && readdirSync(target).length > 0)
      throw new CommandFailed(`${target} is not empty: name a new folder`)
    mkdirSync(target, { recursive: true, mode: 0o700 })
    await sealAll(world)
    const seals = path.join(config.dataFolder, 'seals')
    // Seals are written after they are committed, so they are copied before the end of the database's copy.
    await copyCluster(
      path.join(config.dataFolder, 'postgres'),
      path.join(target, 'postgres'),
      async () => {
        if (existsSync(seals)) copyFolder(seals, path.join(target, 'seals'))
      },
    )
    for (const name of beside) {
      const file = path.join(config.dataFolder, name)
      if (existsSync(file)) copyFileSync(file, path.join(target, name))
    }
    const { files } = await writeManifest(target, {
      banyan: readVersion(),
      madeAt: new Date().toISOString(),
    })
    const count = Object.keys(files).length
    const text = [
      `${count} files in ${target}`,
      `keep the master key apart from it: ${config.keyFile}`,
    ].join('\n')
    return { ok: true, json: { folder: target, files: count }, text }
  },
}
