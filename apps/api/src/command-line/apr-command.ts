import { annualRates, readCostQuestion } from '@banyan/domain/rates/cost-question'
import type { CommandResult } from './command.ts'
import { readTerms, termsFailed } from './read-terms.ts'

export const aprUsage =
  'apr [FILE]: an advance with its payments, or dated flows, as JSON → the annual rates'

const shown = (percent: number | null) => (percent === null ? '-' : `${percent} %`)

/** Needs no database: simple, effective and dated yearly rates in percent, or that nothing solves them. */
export async function printRates(
  words: readonly string[],
  options: Record<string, string>,
): Promise<CommandResult> {
  const parsed = readCostQuestion(await readTerms(words, options, aprUsage))
  if (!parsed.success) throw termsFailed(parsed.error.issues)
  const { simple, effective, xirr, solution, others } = annualRates(parsed.data)
  if (solution === 'none') {
    const json = { simple, effective, xirr, solution: 'no solution' }
    return { ok: true, json, text: 'no solution: no yearly rate makes these flows worth nothing' }
  }
  const several = others === undefined ? [] : [`several solutions\t${others.map(shown).join(', ')}`]
  return {
    ok: true,
    json: { simple, effective, xirr, solution, ...(others === undefined ? {} : { others }) },
    text: [
      `simple\t${shown(simple)}`,
      `effective\t${shown(effective)}`,
      `xirr\t${shown(xirr)}`,
      ...several,
    ].join('\n'),
  }
}
