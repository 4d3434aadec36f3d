import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'

/** Kept beside the database while the demo bank is being loaded; found later, it means a load that broke off. */
export const unfinishedMark = 'demo-unfinished'

export interface DemoLogin {
  institution: string
  institutionName: string
  role: string
  name: string
  login: string
  password: string
}

/** The generated logins of the demo bank, as kept beside its database. */
export function readDemoLogins(dataFolder: string): DemoLogin[] {
  const file = path.join(dataFolder, 'logins.json')
  if (!existsSync(file)) return []
  const logins: DemoLogin[] = JSON.parse(readFileSync(file, 'utf8'))
  return logins
}
