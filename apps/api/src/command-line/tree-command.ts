import { NotFound } from '@banyan/domain/refused'
import type { Holding, TreeWarning } from '@banyan/domain/groups/tree-holdings'
import type { DatedMember } from '@banyan/domain/groups/tree-changes'
import { type Rate, rate } from '@banyan/domain/rate'
import {
  digestOf,
  reportText,
  shownMoment,
  type TreeThen,
  treeThen,
} from '../groups/as-of/read-tree-as-of.ts'
import { readTree } from '../groups/read-tree.ts'
import { asOperator, type Command, operatorOf } from './command.ts'
import type { StaffContext } from '../access/staff-context.ts'
import { groupNamed, momentAsked, momentOptions, percentNumber } from './named-party.ts'

async function groupIdNamed(context: StaffContext, text: string): Promise<string> {
  try {
    const { groupId } = await groupNamed(context, text)
    if (groupId !== null) return groupId
  } catch (error) {
    if (!(error instanceof NotFound)) throw error
  }
  throw new NotFound('group')
}

type Member = Pick<DatedMember, 'number' | 'name' | 'percent' | 'depth'> & {
  /** The parent's number. */
  parent: string | null
  lookThrough?: Rate | null
}

async function presentTree(context: StaffContext, groupId: string) {
  const { group, nodes, guaranteeCircles } = await readTree(context, { groupId })
  const numbers = new Map(nodes.ids.map((id, index) => [id, nodes.numbers[index] ?? '']))
  const members = nodes.ids.map((_, index): Member => {
    const parent = nodes.parents[index] ?? null
    const percent = nodes.percents[index] ?? null
    return {
      number: nodes.numbers[index] ?? '',
      name: nodes.names[index] ?? '',
      parent: parent === null ? null : (numbers.get(parent) ?? null),
      percent: percent === null ? null : rate(percent),
      depth: nodes.depths[index] ?? 0,
    }
  })
  const numberOf = (id: string) => numbers.get(id) ?? id
  const closing = group.closingEdges as unknown as readonly Holding[]
  const more = {
    ...toldOf(closing, group.warnings as unknown as readonly TreeWarning[], numberOf),
    guaranteeRings: guaranteeCircles.rings.map((ring) => ring.map(numberOf).sort()),
  }
  return { group, members, more }
}

/** What the tree leaves out to be one, and what is wrong with the records, by numbers. */
function toldOf(
  closing: readonly Holding[],
  warnings: readonly TreeWarning[],
  numberOf: (id: string) => string,
) {
  return {
    closingEdges: closing.map(({ holder, held, percent }) => ({
      holder: numberOf(holder),
      held: numberOf(held),
      directPercent: percentNumber(percent),
    })),
    warnings: warnings.map((warning) => {
      if (warning.code === 'holder-or-held-unknown') return warning
      const { code, id } = warning
      const percent = 'percent' in warning ? warning.percent / 1_000_000 : null
      return { code, number: numberOf(id), percent }
    }),
  }
}

/** As it was known then: with the report's digest, equal as long as nobody rewrites the past. */
function pastTree(context: StaffContext, then: TreeThen) {
  const numbers = new Map(then.members.map(({ id, number }) => [id, number]))
  const members = then.members.map((member): Member => ({
    ...member,
    parent: member.parent === null ? null : (numbers.get(member.parent) ?? null),
  }))
  const digest = digestOf(reportText(context.institution.code, then))
  const numberOf = (id: string) => numbers.get(id) ?? id
  const told = toldOf(then.tree.cycleEdges, then.tree.warnings, numberOf)
  const more = { ...told, asOf: shownMoment(then.moment), digest }
  return { group: then.group, members, more }
}

export const tree: Command = {
  name: 'tree',
  usage:
    'tree NUMBER --institution CODE [--on DAY] [--known-at INSTANT]: the customer tree of a group, or of a customer’s group',
  takes: ['NUMBER'],
  options: ['institution', ...momentOptions],
  run: async (input) => {
    const place = await operatorOf(input)
    const [text = ''] = input.words
    const isPast = momentOptions.some((option) => option in input.options)
    const { group, members, more } = await asOperator(input.world, place, async (context) => {
      const groupId = await groupIdNamed(context, text)
      if (!isPast) return presentTree(context, groupId)
      const moment = momentAsked(context, input.options)
      return pastTree(context, await treeThen(context, groupId, moment))
    })
    const shown = members.map(({ number, name, parent, percent, lookThrough, depth }) => ({
      number,
      name,
      parent,
      directPercent: percentNumber(percent),
      ...(lookThrough === undefined ? {} : { lookThroughPercent: percentNumber(lookThrough) }),
      depth,
    }))
    const lines = shown.map(
      ({ number, name, directPercent, depth }) =>
        `${'  '.repeat(depth)}${number} ${name}${directPercent === null ? '' : ` ${directPercent} %`}`,
    )
    const json = { group: { number: group.number, name: group.name }, members: shown, ...more }
    return { ok: true, json, text: [`${group.number} ${group.name}`, ...lines].join('\n') }
  },
}
