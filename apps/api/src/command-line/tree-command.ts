import { NotFound } from '@banyan/domain/refused'
import { formatRate, rate } from '@banyan/domain/rate'
import { readTree } from '../groups/read-tree.ts'
import { listNamedCustomers } from '../groups/groups.queries.ts'
import { asOperator, type Command, operatorOf } from './command.ts'
import type { StaffContext } from '../access/staff-context.ts'

/** A group's or customer's number, or the id another system or a register knows it by. */
async function treeNamed(context: StaffContext, text: string) {
  try {
    return await readTree(context, { number: text })
  } catch (error) {
    if (!(error instanceof NotFound)) throw error
    const [customerId] = await listNamedCustomers(context.tx, context.institution.id, text)
    if (customerId === undefined) throw error
    return readTree(context, { customerId })
  }
}

export const tree: Command = {
  name: 'tree',
  usage: 'tree NUMBER --institution CODE: the customer tree of a group, or of a customer’s group',
  takes: ['NUMBER'],
  options: ['institution'],
  run: async (input) => {
    const place = await operatorOf(input)
    const [text = ''] = input.words
    const { group, nodes } = await asOperator(input.world, place, (context) =>
      treeNamed(context, text),
    )
    const numbers = new Map(nodes.ids.map((id, index) => [id, nodes.numbers[index] ?? '']))
    const members = nodes.ids.map((_, index) => {
      const parent = nodes.parents[index] ?? null
      const percent = nodes.percents[index] ?? null
      return {
        number: nodes.numbers[index] ?? '',
        name: nodes.names[index] ?? '',
        parent: parent === null ? null : (numbers.get(parent) ?? null),
        directPercent: percent === null ? null : Number(formatRate(rate(percent))),
        depth: nodes.depths[index] ?? 0,
      }
    })
    const lines = members.map(
      ({ number, name, directPercent, depth }) =>
        `${'  '.repeat(depth)}${number} ${name}${directPercent === null ? '' : ` ${directPercent} %`}`,
    )
    const json = { group: { number: group.number, name: group.name }, members }
    return { ok: true, json, text: [`${group.number} ${group.name}`, ...lines].join('\n') }
  },
}
