import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'

export interface RunningServer {
  port: number
  pid: number
}

const fileIn = (dataFolder: string) => path.join(dataFolder, 'server.json')

/** Whole or not at all: a server killed meanwhile leaves nothing that keeps the next from starting. */
export function writeServerFile(dataFolder: string, server: RunningServer): void {
  const file = fileIn(dataFolder)
  writeFileSync(`${file}.new`, `${JSON.stringify(server)}\n`, { mode: 0o600 })
  renameSync(`${file}.new`, file)
}

export function removeServerFile(dataFolder: string): void {
  rmSync(fileIn(dataFolder), { force: true })
}

/** The server that is serving from this folder, if its process still lives. */
export function runningServer(dataFolder: string): RunningServer | null {
  const file = fileIn(dataFolder)
  if (!existsSync(file)) return null
  const server: RunningServer = JSON.parse(readFileSync(file, 'utf8'))
  try {
    process.kill(server.pid, 0)
    return server.pid === process.pid ? null : server
  } catch {
    return null
  }
}
