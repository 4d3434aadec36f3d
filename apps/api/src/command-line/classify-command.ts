import { readFile } from 'node:fs/promises'
import { text } from 'node:stream/consumers'
import { type Day, dayInBeijing } from '@banyan/domain/calendar'
import { classify } from '@banyan/domain/classification/classify'
import { defaultRules, smallEnterpriseMatrix } from '@banyan/domain/classification/default-rules'
import { isNonPerforming } from '@banyan/domain/classification/tiers'
import { readFacts, type ToldFacts } from '@banyan/domain/classification/told-facts'
import { chineseName, tierCode } from '@banyan/domain/classification/told-names'
import { upgradeGate } from '@banyan/domain/classification/upgrade-gate'
import { CommandFailed, type CommandResult } from './command.ts'

export const classifyUsage =
  'classify [FILE]: facts as JSON, one object or a list, from a file or standard input → tier, rules hit'

/** The standard rules, with the matrix or the looser reading of the observation where they are asked for. */
function rulesFor({ usesMatrix, usesLooserObservation }: ToldFacts) {
  return {
    ...defaultRules,
    matrix: usesMatrix ? smallEnterpriseMatrix : null,
    observation: {
      ...defaultRules.observation,
      periods: usesLooserObservation ? 1 : defaultRules.observation.periods,
    },
  }
}

function classTold(told: ToldFacts) {
  const { asOf, facts } = told
  const rules = rulesFor(told)
  const { tier, floor, manual, rulesHit, gate, observation, isHeld, nextBoundaryOn } = classify(
    facts,
    rules,
    asOf,
  )
  const isAsked = gate !== null || facts.recovery.arrearsClearedOn !== null
  return {
    asOf,
    tier,
    tierName: chineseName(tier),
    code: tierCode(tier),
    isNonPerforming: isNonPerforming(tier),
    floor,
    manual,
    rules: rulesHit.map(({ rule }) => rule),
    rulesHit,
    isHeld,
    whyNoUpgrade: gate?.reasons ?? [],
    earliestUpgradeOn: isAsked ? upgradeGate(facts, rules.upgrade, asOf).earliestOn : null,
    observation,
    obsEnd: observation?.end ?? null,
    nextBoundaryOn,
  }
}

type Told = ReturnType<typeof classTold>

function lineOf({ tier, tierName, rules, whyNoUpgrade, obsEnd, earliestUpgradeOn }: Told): string {
  const parts = [
    `${tier} ${tierName}`,
    rules.join(', ') || 'no rule',
    whyNoUpgrade.length > 0 ? `no upgrade: ${whyNoUpgrade.join(', ')}` : '',
    earliestUpgradeOn ? `upgrade from ${earliestUpgradeOn}` : '',
    obsEnd ? `observed to ${obsEnd}` : '',
  ]
  return parts.filter((part) => part !== '').join('\t')
}

function classOne(given: unknown, today: Day, at: string): Told {
  const { told, problems } = readFacts(given, today)
  if (told !== null) return classTold(told)
  throw new CommandFailed(
    problems.map(({ field, reason }) => `${at}${field}: ${reason}`).join('\n'),
  )
}

/** Classes facts by the standard rules; needs no database. */
export async function printClasses(
  words: readonly string[],
  options: Record<string, string>,
): Promise<CommandResult> {
  const [option] = Object.keys(options)
  if (option !== undefined) throw new CommandFailed(`no option --${option}\n  ${classifyUsage}`)
  if (words.length > 1) throw new CommandFailed(`one word too many: ${words.at(-1)}`)
  const given = await readGiven(words[0])
  const today = dayInBeijing(new Date())
  if (!Array.isArray(given)) {
    const one = classOne(given, today, '')
    return { ok: true, json: one, text: lineOf(one) }
  }
  const all = given.map((each, index) => classOne(each, today, `${index + 1}: `))
  return { ok: true, json: all, text: all.map(lineOf).join('\n') }
}

async function readGiven(file: string | undefined): Promise<unknown> {
  const content = file === undefined ? await text(process.stdin) : await contentOf(file)
  try {
    return JSON.parse(content)
  } catch {
    throw new CommandFailed(`${file ?? 'standard input'} is not JSON`)
  }
}

async function contentOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch {
    throw new CommandFailed(`${file} cannot be read`)
  }
}
