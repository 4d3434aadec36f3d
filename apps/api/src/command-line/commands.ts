import type { Command } from './command.ts'
import { doctor } from './doctor-command.ts'
import { find } from './find-command.ts'
import { tree } from './tree-command.ts'
import { verifyAuditCommand } from './verify-audit-command.ts'

/** Every command that works on a bank; `schedule` needs none. */
export const commands: readonly Command[] = [doctor, find, tree, verifyAuditCommand]
