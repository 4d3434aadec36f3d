import { relationPaths } from '@banyan/domain/groups/relation-path'
import { z } from 'zod'
import type { StaffContext } from '../../access/staff-context.ts'
import { found } from '../../not-found.ts'
import { Moment, momentOf, shownMoment } from '../as-of/read-tree-as-of.ts'
import { getCustomerHead } from '../groups.queries.ts'
import { partiesOf } from '../parties.ts'
import { requireOneEnd } from '../relations/relation-reach.ts'
import { kindsOf, pathLayers } from './layers.ts'
import { spread } from './spread.ts'

export const PathAsked = Moment.extend({
  a: z.uuid(),
  b: z.uuid(),
  layers: z
    .array(z.enum(pathLayers))
    .min(1)
    .max(pathLayers.length)
    .default([...pathLayers]),
})

/** Beyond this two parties are strangers to each other. */
const longest = 10
const mostParties = 20_000

/** How two parties are related: the shortest paths over the layers, three at most; one of the two is within reach. */
export async function readPath(
  context: StaffContext,
  { a, b, layers, ...moment }: z.infer<typeof PathAsked>,
) {
  const { tx, institution } = context
  await requireOneEnd(context, { from: a, to: b }, 'customer')
  found(await getCustomerHead(tx, institution.id, a), 'customer')
  found(await getCustomerHead(tx, institution.id, b), 'customer')
  const asOf = momentOf(context, moment)
  const { relations, isTruncated } = await spread(context, {
    from: [a],
    kinds: kindsOf(layers),
    direction: 'both',
    asOf,
    most: mostParties,
    steps: longest,
    isEnough: (reached) => reached.has(b),
  })
  const paths = relationPaths(relations, a, b, { most: 3 }).map(({ steps }) => ({
    steps: steps.map(({ relation, from, to, isForward }) => ({
      relationId: relation.id ?? '',
      kind: relation.kind,
      role: relation.role ?? null,
      from,
      to,
      percent: relation.percent ?? null,
      amount: relation.amount ?? null,
      isForward,
    })),
  }))
  const ids = paths.flatMap(({ steps }) => steps.flatMap(({ from, to }) => [from, to]))
  const parties = await partiesOf(context, [a, b, ...ids])
  return { asOf: shownMoment(asOf), paths, parties, isTruncated: paths.length === 0 && isTruncated }
}
