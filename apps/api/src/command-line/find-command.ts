import type { BoxProblem } from '@banyan/domain/search/read-box'
import { findParties } from '../search/find-parties.ts'
import { asOperator, CommandFailed, type Command, operatorOf } from './command.ts'

/** Nobody waits for a screen here, so the total is exact. */
const everyOne = 100_000_000

function limitOf(text: string | undefined): number {
  const limit = Number(text ?? 20)
  if (!Number.isInteger(limit) || limit < 1)
    throw new CommandFailed('--limit takes a whole number from 1')
  return Math.min(limit, 1000)
}

/** An operator or a value that is not known is never passed over. */
function tellProblem({ code, operator, value, suggestions }: BoxProblem): string {
  const meant = suggestions.length > 0 ? `; perhaps ${suggestions.join(' or ')}` : ''
  return `${code}: ${operator}:${value}${meant}`
}

export const find: Command = {
  name: 'find',
  usage:
    'find TEXT --institution CODE [--limit N]: customers and groups by name, pinyin, number or code, and by operators such as status:overdue',
  takes: ['TEXT'],
  options: ['institution', 'limit'],
  run: async (input) => {
    const place = await operatorOf(input)
    const [text = ''] = input.words
    const limit = limitOf(input.options['limit'])
    const page = await asOperator(input.world, place, (context) =>
      findParties(context, { text, limit }, everyOne),
    )
    const [problem] = page.problems
    if (problem) throw new CommandFailed(tellProblem(problem))
    const results = page.rows.map(({ party, kind, number, name, groupNumber }) => ({
      kind: party === 'group' ? 'group' : kind,
      number,
      name,
      group: groupNumber,
    }))
    const lines = results.map(({ kind, number, name, group }) =>
      [number, kind, name, group ?? ''].join('\t'),
    )
    return {
      ok: true,
      json: { total: Math.max(page.total, results.length), results },
      text: [...lines, `${page.total} found${page.isNear ? '; these are near' : ''}`].join('\n'),
    }
  },
}
