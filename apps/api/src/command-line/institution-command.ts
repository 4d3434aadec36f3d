import { inInstitution, uuidv7 } from '@banyan/database'
import { dayInBeijing, isDay } from '@banyan/domain/calendar'
import { institutionKinds } from '@banyan/domain/decisions/exposure-limits'
import { listInstitutions } from '../access/accounts.queries.ts'
import { makePasswordLink } from '../access/password-link.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { foundInstitution, type FoundedInstitution } from '../officers/found-institution.ts'
import { insertAccount, insertStaff, takeNumbers } from '../officers/officers.queries.ts'
import { isLoginNameTaken } from '../officers/staff.queries.ts'
import { pinyinOf } from '../names/pinyin.ts'
import type { World } from '../world.ts'
import { type Command, CommandFailed, type CommandInput } from './command.ts'

interface Founding {
  code: string
  name: string
  kind: (typeof institutionKinds)[number]
  administrators: { role: 'system-administrator' | 'security-administrator'; login: string }[]
}

function founding({ words, options }: CommandInput): Founding {
  const [code = ''] = words
  const kind = institutionKinds.find((candidate) => candidate === options['kind'])
  if (!/^[a-z0-9-]{2,32}$/.test(code)) throw new CommandFailed('CODE is 2 to 32 of a-z, 0-9 and -')
  if (!kind) throw new CommandFailed(`--kind is one of ${institutionKinds.join(', ')}`)
  const name = options['name']
  if (!name) throw new CommandFailed('--name is missing')
  const system = options['system-administrator']
  const security = options['security-administrator']
  if (!system || !security || system === security) {
    throw new CommandFailed(
      '--system-administrator and --security-administrator take two different login names',
    )
  }
  const administrators: Founding['administrators'] = [
    { role: 'system-administrator', login: system },
    { role: 'security-administrator', login: security },
  ]
  return { code, name, kind, administrators }
}

interface NewPerson {
  login: string
  name: string
  roles: string[]
  isOperator: boolean
}

async function appoint({ resources }: World, institution: FoundedInstitution, person: NewPerson) {
  const at = resources.now()
  const [staffId, accountId] = [uuidv7(), uuidv7()]
  const { login, name, roles, isOperator } = person
  return inInstitution(resources.db, institution.id, async (tx) => {
    if (await isLoginNameTaken(tx, login)) throw new CommandFailed(`${login} is taken`)
    const number = `S${String(await takeNumbers(tx, institution.id, 'staff')).padStart(4, '0')}`
    await insertAccount(tx, {
      id: accountId,
      loginName: login,
      name,
      passwordHash: null,
      createdAt: at,
    })
    await insertStaff(tx, {
      institutionId: institution.id,
      id: staffId,
      accountId,
      number,
      name,
      nameSort: pinyinOf(name, 'person').sort,
      branchId: institution.headOfficeId,
      roles,
      isOperator,
      createdAt: at,
    })
    const staff = {
      id: staffId,
      accountId,
      number,
      name,
      branchId: institution.headOfficeId,
      branchCode: '',
      branchName: '',
      roles: [],
    }
    await recordAudit(
      {
        tx,
        institution,
        staff,
        now: resources.now,
        requestId: 'command line',
        businessDay: dayInBeijing(at),
      },
      { entity: 'staff', id: staffId, action: 'appointed', detail: { roles } },
    )
    return isOperator ? null : makePasswordLink(tx, accountId, 'command line', at)
  })
}

/** A first institution and its two first administrators, who set their passwords through one-time links. */
export const institutionAdd: Command = {
  name: 'institution add',
  usage:
    'institution add CODE --name NAME --kind KIND --system-administrator LOGIN --security-administrator LOGIN [--business-day DATE]',
  takes: ['CODE'],
  options: ['name', 'kind', 'system-administrator', 'security-administrator', 'business-day'],
  run: async (input) => {
    const { world, options } = input
    const { code, name, kind, administrators } = founding(input)
    const given = options['business-day'] ?? dayInBeijing(world.resources.now())
    if (!isDay(given)) throw new CommandFailed('--business-day is a date such as 2026-11-02')
    const existing = await listInstitutions(world.db)
    if (existing.some((institution) => institution.code === code))
      throw new CommandFailed(`${code} exists`)
    const { db, keyring, now } = world.resources
    const institution = await foundInstitution(
      db,
      keyring,
      { code, name, kind, businessDay: given, headOffice: { code: '0000', name: '总行' } },
      now(),
    )
    await appoint(world, institution, {
      login: `operator.${code}`,
      name: '命令行',
      roles: [],
      isOperator: true,
    })
    const links: { login: string; role: string; path: string }[] = []
    for (const { role, login } of administrators) {
      const link = await appoint(world, institution, {
        login,
        name: login,
        roles: [role],
        isOperator: false,
      })
      if (link) links.push({ login, role, path: link.path })
    }
    const text = [
      `${code} ${name}`,
      ...links.map(
        ({ login, role, path }) => `${role}  ${login}  ${path}  (once, within 24 hours)`,
      ),
    ].join('\n')
    return { ok: true, json: { institution: { code, name }, links }, text }
  },
}
