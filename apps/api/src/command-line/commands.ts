import { backup } from './backup-command.ts'
import type { Command } from './command.ts'
import { closeCommand } from './close-command.ts'
import { doctor } from './doctor-command.ts'
import { importCommand } from './import-command.ts'
import { institutionAdd } from './institution-command.ts'
import { reportCommand } from './report-command.ts'
import { find } from './find-command.ts'
import { guarantees } from './guarantees-command.ts'
import { ownership } from './ownership-command.ts'
import { tree } from './tree-command.ts'
import { verifyAuditCommand } from './verify-audit-command.ts'
import { workCommand } from './work-command.ts'

/** Every command that works on a bank; `schedule` needs none. */
export const commands: readonly Command[] = [
  doctor,
  institutionAdd,
  importCommand,
  find,
  tree,
  ownership,
  guarantees,
  reportCommand,
  closeCommand,
  workCommand,
  verifyAuditCommand,
  backup,
]
