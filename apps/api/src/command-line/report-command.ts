import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { isDay } from '@banyan/domain/calendar'
import { reportCodes } from '@banyan/domain/reports/report-kinds'
import { buildReport } from '../reports/build-report.ts'
import { readReportFile } from '../reports/export-report.ts'
import { fileFormats, fileName, writeFiles } from '../reports/report-files.ts'
import {
  asOperator,
  type Command,
  CommandFailed,
  type CommandInput,
  operatorOf,
} from './command.ts'

function orderOf({ words, options }: CommandInput) {
  const [given = ''] = words
  const code = reportCodes.find((known) => known === given)
  if (!code) throw new CommandFailed(`no report ${given}; there are: ${reportCodes.join(', ')}`)
  const asOf = options['as-of'] ?? ''
  if (!isDay(asOf)) throw new CommandFailed('--as-of DATE is missing, as YYYY-MM-DD')
  const out = options['out']
  if (!out) throw new CommandFailed('--out DIR is missing')
  return { code, asOf, out: path.resolve(out) }
}

/** Builds and freezes as the operator, and writes the files; release needs a person in the portal. */
export const reportCommand: Command = {
  name: 'report run',
  usage: `report run CODE --institution CODE --as-of DATE --out DIR: ${reportCodes.join(' or ')} of a closed day, as ${fileFormats.join(', ')}`,
  takes: ['CODE'],
  options: ['institution', 'as-of', 'out'],
  run: async (input) => {
    const { code, asOf, out } = orderOf(input)
    const { world } = input
    const place = await operatorOf(input)
    const file = await asOperator(
      world,
      place,
      async (context) => readReportFile(context, (await buildReport(context, { code, asOf })).id),
      'repeatable read',
    )
    await mkdir(out, { recursive: true }).catch((error: NodeJS.ErrnoException) => {
      throw new CommandFailed(`cannot write into ${out}: ${error.code ?? error.message}`)
    })
    const files = []
    for (const { format, bytes, sha256, rows } of await writeFiles(file, fileFormats)) {
      const written = path.join(out, fileName(file, format))
      await writeFile(written, bytes)
      files.push({ path: written, sha256, rows })
    }
    const checks = file.checks.map(({ id, ok }) => ({ id, ok }))
    const failed = file.checks.filter(({ ok }) => !ok)
    const lines = [
      ...files.map((each) => `${each.sha256}  ${each.path}`),
      `${checks.length - failed.length} of ${checks.length} checks hold`,
      ...failed.map(({ id, left, right, loans }) =>
        [`✕ ${id}: ${left} against ${right}`, ...(loans ?? []).slice(0, 10)].join(' '),
      ),
    ]
    return { ok: true, json: { files, checks }, text: lines.join('\n') }
  },
}
