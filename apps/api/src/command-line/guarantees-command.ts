import { shownMoment } from '../groups/as-of/read-tree-as-of.ts'
import {
  listGuaranteesAround,
  membersNamed,
  networkOf,
} from '../groups/guarantees/read-guarantees.ts'
import { partiesOf } from '../groups/parties.ts'
import { asOperator, type Command, operatorOf } from './command.ts'
import { groupNamed, momentAsked, momentOptions } from './named-party.ts'

export const guarantees: Command = {
  name: 'guarantees',
  usage:
    'guarantees GROUP --institution CODE [--on DAY] [--known-at INSTANT]: pairs, rings and circles of guarantees around a group, or a customer',
  takes: ['GROUP'],
  options: ['institution', ...momentOptions],
  run: async (input) => {
    const place = await operatorOf(input)
    const [text = ''] = input.words
    const json = await asOperator(input.world, place, async (context) => {
      const asOf = momentAsked(context, input.options)
      const seeds = await membersNamed(context, await groupNamed(context, text), asOf)
      const network = networkOf(await listGuaranteesAround(context, seeds, asOf))
      const ids = network.edges.flatMap(({ guarantor, borrower }) => [guarantor, borrower])
      const parties = await partiesOf(context, ids)
      return guaranteesJson(network, { parties, members: new Set(seeds), asOf: shownMoment(asOf) })
    })
    return { ok: true, json, text: guaranteesText(json) }
  },
}

interface Around {
  parties: Awaited<ReturnType<typeof partiesOf>>
  members: ReadonlySet<string>
  asOf: { day: string; knownAt: string }
}

/** Parties by number, lower ones first; sets by their first. */
function guaranteesJson(network: ReturnType<typeof networkOf>, { parties, members, asOf }: Around) {
  const numberById = new Map(parties.map(({ id, number }) => [id, number]))
  const number = (id: string) => numberById.get(id) ?? id
  const set = (ids: readonly string[]) => ids.map(number).sort()
  const sets = (all: readonly (readonly string[])[]) =>
    all.map(set).sort((a, b) => ((a[0] ?? '') < (b[0] ?? '') ? -1 : 1))
  return {
    mutual: sets(network.mutual),
    rings: sets(network.rings),
    circles: sets(network.circles),
    longestChain: network.longestChain,
    hubs: network.hubs.map(({ id, amountGiven, amountReceived, given, received }) => ({
      number: number(id),
      given,
      received,
      amountGiven: amountGiven / 100,
      amountReceived: amountReceived / 100,
    })),
    chain: network.chain.map(set),
    cycles: network.cycles.map((cycle) => cycle.map(number)),
    isTruncated: network.isTruncated,
    circleMetrics: network.circleMetrics.map(({ members: ids, edges, guaranteed }) => ({
      members: set(ids),
      guarantees: edges,
      guaranteed: guaranteed / 100,
    })),
    parties: parties.map((party) => ({
      number: party.number,
      name: party.name,
      isMember: members.has(party.id),
    })),
    guarantees: network.edges.length,
    asOf,
  }
}

function guaranteesText(json: ReturnType<typeof guaranteesJson>): string {
  const names = new Map(json.parties.map(({ number, name }) => [number, name]))
  const named = (number: string) => `${number} ${names.get(number) ?? ''}`.trim()
  const line = (what: string, numbers: readonly string[], by: string) =>
    `${what}: ${numbers.map(named).join(by)}`
  return [
    `${json.guarantees} guarantees among ${json.parties.length} parties on ${json.asOf.day}`,
    ...json.mutual.map((pair) => line('guarantee each other', pair, ' ⇄ ')),
    ...json.rings.map((ring) => line('ring', ring, ', ')),
    ...json.circles.map((circle) => line('circle', circle, ', ')),
    `longest chain ${json.longestChain}${json.chain.length > 0 ? `: ${json.chain.map((link) => link.map(named).join(' + ')).join(' → ')}` : ''}`,
    ...json.hubs.map(
      (hub) => `hub: ${named(hub.number)} stands for ${hub.given}, ${hub.received} stand for it`,
    ),
  ].join('\n')
}
