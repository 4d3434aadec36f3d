import fs from 'node:fs'
import path from 'node:path'

export interface Login {
  institution: string
  institutionName: string
  role: string
  name: string
  login: string
  password: string
}

/** The demo bank's generated logins, beside its database. */
export function loginFor(role: string, institution = 'linjiang'): Login {
  const file = path.join(process.env['BANYAN_E2E_FOLDER'] ?? '', 'logins.json')
  const logins: Login[] = JSON.parse(fs.readFileSync(file, 'utf8'))
  const login = logins.find(
    (candidate) => candidate.role === role && candidate.institution === institution,
  )
  if (!login) throw new Error(`the demo bank has no ${role} in ${institution}`)
  return login
}

/** What the demo bank planted, for tests to look for. */
export function truths(): Record<string, unknown> {
  const file = path.join(process.env['BANYAN_E2E_FOLDER'] ?? '', 'truths.json')
  const planted: Record<string, unknown> = JSON.parse(fs.readFileSync(file, 'utf8'))
  return planted
}
