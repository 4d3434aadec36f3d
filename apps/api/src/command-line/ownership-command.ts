import { ownershipOf } from '../groups/ownership/read-ownership.ts'
import { shownMoment } from '../groups/as-of/read-tree-as-of.ts'
import { asOperator, type Command, operatorOf } from './command.ts'
import { customerNamed, momentAsked, momentOptions, percentNumber } from './named-party.ts'

type Answer = Awaited<ReturnType<typeof ownershipOf>>

/** Everyone is listed; the largest are explained by paths. */
const explain = { holders: 400, paths: 10 }

export const ownership: Command = {
  name: 'ownership',
  usage:
    'ownership NUMBER --institution CODE [--on DAY] [--known-at INSTANT]: who owns and controls a customer',
  takes: ['NUMBER'],
  options: ['institution', ...momentOptions],
  run: async (input) => {
    const place = await operatorOf(input)
    const [text = ''] = input.words
    const { answer, target, moment } = await asOperator(input.world, place, async (context) => {
      const asOf = momentAsked(context, input.options)
      const { customerId } = await customerNamed(context, text)
      const found = await ownershipOf(context, customerId, { asOf, explain })
      return { answer: found, target: customerId, moment: shownMoment(asOf) }
    })
    const json = { ...ownershipJson(answer, target), asOf: moment }
    return { ok: true, json, text: ownershipText(json) }
  },
}

function ownershipJson(answer: Answer, targetId: string) {
  const numberOf = (id: string) => answer.byId.get(id)?.number ?? id
  const named = (id: string) => ({ number: numberOf(id), name: answer.byId.get(id)?.name ?? '' })
  const numbers = (ids: readonly string[]) => ids.map(numberOf)
  const { controller } = answer
  const [first] = controller.parties
  return {
    target: named(targetId),
    holders: answer.holders.map((holder) => ({
      ...named(holder.id),
      kind: answer.byId.get(holder.id)?.kind ?? '',
      direct: holder.isDirect ? percentNumber(holder.direct) : 0,
      lookThrough: percentNumber(holder.lookThrough),
      controls: holder.controls,
      isJointly: holder.isJointly,
      isUltimate: holder.isUltimate,
      isLeast: holder.isLeast,
      paths: holder.paths.map(({ share, nodes }) => ({
        share: percentNumber(share),
        nodes: numbers(nodes),
      })),
      isTruncated: holder.isTruncated,
    })),
    beneficialOwners: answer.beneficialOwners.map(({ id, share, by, with: others }) => ({
      ...named(id),
      share: percentNumber(share),
      by,
      with: numbers(others),
    })),
    beneficialOwnersFlag: answer.beneficialOwnersFlag,
    controller:
      first === undefined
        ? null
        : {
            ...named(first),
            by: controller.by,
            isJoint: controller.isJoint,
            with: numbers(controller.parties.slice(1)),
            isContested: controller.isContested,
            chain: numbers(controller.chain),
          },
    cycles: answer.cycles.map((cycle) => numbers(cycle).sort()),
    sumOfUltimateOwners: percentNumber(answer.sumOfUltimateOwners),
    isExact: answer.isExact,
    warnings: answer.warnings.map((warning) => warningJson(warning, numberOf)),
  }
}

function warningJson(warning: Answer['warnings'][number], numberOf: (id: string) => string) {
  if (warning.code === 'closed-cycle')
    return { code: warning.code, numbers: warning.ids.map(numberOf) }
  if (warning.code === 'share-unknown')
    return { code: warning.code, holder: numberOf(warning.holder), held: numberOf(warning.held) }
  const percent = warning.percent === null ? null : warning.percent / 1_000_000
  return { code: warning.code, number: numberOf(warning.id), percent }
}

type Json = ReturnType<typeof ownershipJson>

const shown = (percent: number | null) => (percent === null ? '?' : `${percent} %`)

function ownershipText(json: Json & { asOf: { day: string } }): string {
  const { target, holders, beneficialOwners, controller, cycles, sumOfUltimateOwners } = json
  const names = new Map([target, ...holders].map(({ number, name }) => [number, name]))
  const nameOf = (number: string) => `${number} ${names.get(number) ?? ''}`.trim()
  return [
    `${nameOf(target.number)} on ${json.asOf.day}`,
    ...holders.map((holder) =>
      [
        `  ${nameOf(holder.number)}`,
        `direct ${shown(holder.direct)}`,
        `look-through ${shown(holder.lookThrough)}`,
        holder.controls ? (holder.isJointly ? 'controls jointly' : 'controls') : '',
      ]
        .filter((part) => part !== '')
        .join(' · '),
    ),
    `controller: ${controller ? `${nameOf(controller.number)} (${controller.by})` : 'nobody'}`,
    ...beneficialOwners.map(
      ({ number, name, share, by }) =>
        `beneficial owner: ${number} ${name}${share === null ? '' : ` ${share} %`} (${by})`,
    ),
    ...cycles.map((cycle) => `hold each other: ${cycle.map(nameOf).join(', ')}`),
    `ultimate owners together ${shown(sumOfUltimateOwners)}`,
    ...json.warnings.map((warning) => `⚠ ${Object.values(warning).flat().join(' ')}`),
  ].join('\n')
}
