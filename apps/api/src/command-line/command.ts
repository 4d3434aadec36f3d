import { inInstitution } from '@banyan/database'
import { day } from '@banyan/domain/calendar'
import { findWorkplace, institutionKeys } from '../access/access.queries.ts'
import { listInstitutions } from '../access/accounts.queries.ts'
import type { StaffContext } from '../access/staff-context.ts'
import type { World } from '../world.ts'
import { findOperator } from './operator.queries.ts'

/** What went wrong in words for the person at the terminal; exit status 1, no stack. */
export class CommandFailed extends Error {
  override readonly name = 'CommandFailed'
}

export interface CommandInput {
  /** Words after the command's name. */
  words: string[]
  /** `--name value` and `--flag` (as 'true'). */
  options: Record<string, string>
  world: World
  /** A message on standard error. */
  say: (line: string) => void
}

export interface Command {
  name: string
  usage: string
  /** Words that must follow, in order. */
  takes: readonly string[]
  options: readonly string[]
  /** The one JSON document; `text` is what a person reads without --json. */
  run: (input: CommandInput) => Promise<CommandResult>
}

export interface CommandResult {
  json: unknown
  text: string
  /** False: exit status 1. */
  ok: boolean
}

export interface OperatorPlace {
  institutionId: string
  staffId: string
}

/** The institution named by --institution, and its operator, as whom the command line acts. */
export async function operatorOf({ options, world }: CommandInput): Promise<OperatorPlace> {
  const code = options['institution']
  if (!code) throw new CommandFailed('--institution CODE is missing')
  const institutions = await listInstitutions(world.db)
  const institution = institutions.find((candidate) => candidate.code === code)
  if (!institution) {
    const known = institutions.map((candidate) => candidate.code).join(', ')
    throw new CommandFailed(`no institution ${code}; there are: ${known || 'none'}`)
  }
  const operator = await inInstitution(world.db, institution.id, (tx) =>
    findOperator(tx, institution.id),
  )
  if (!operator) throw new CommandFailed(`${code} has no operator`)
  return { institutionId: institution.id, staffId: operator.id }
}

/** One transaction as the operator, who sees the whole institution and may import and build. */
export function asOperator<T>(
  world: World,
  place: OperatorPlace,
  run: (context: StaffContext) => Promise<T>,
  isolation: 'read committed' | 'repeatable read' = 'read committed',
): Promise<T> {
  const { resources } = world
  return resources.transact(
    place.institutionId,
    async (tx) => {
      const workplace = await findWorkplace(tx, place.institutionId, place.staffId)
      if (!workplace) throw new CommandFailed('the operator is gone')
      const { institution, staff, businessDay, branchIds } = workplace
      return run({
        tx,
        institution,
        staff,
        scope: { reach: 'institution', staffId: staff.id, branchIds },
        masked: [],
        hidesNames: false,
        businessDay: day(businessDay),
        now: resources.now,
        keys: await institutionKeys(tx, resources.keyring, institution.id),
        requestId: 'command line',
        log: resources.log,
        noteAccess: () => undefined,
      })
    },
    { isolation },
  )
}
