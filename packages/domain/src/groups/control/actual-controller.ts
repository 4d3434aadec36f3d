import { ControlBlocks } from './control-blocks.ts'
import { controlChain, type ControlStep } from './control-closure.ts'
import { ancestorsOf, type ControlGraph } from './control-graph.ts'

/** Who really directs a company (实际控制人, 公司法 2023 Art. 265): the top of the chain of control. */
export interface ActualController {
  /** Empty when nobody does. */
  parties: string[]
  /** Several together, by acting in concert. */
  isJoint: boolean
  by: ControlStep['by'] | 'concert' | null
  /** Another party passes the test too: the records contradict each other, or an agreement outweighs votes. */
  isContested: boolean
  /** `closed-cycle`: the companies on top control each other and nobody controls them. */
  flag: 'nobody' | 'closed-cycle' | null
  /** From a controller down to the company itself. */
  chain: string[]
}

export function actualController(graph: ControlGraph, target: string): ActualController {
  const place = graph.places.get(target)
  if (place === undefined) return nobody
  const blocks = new ControlBlocks(graph, ancestorsOf(graph, place))
  const found = controllerIn(graph, blocks, place)
  return found.parties.length === 0 ? found : { ...found, chain: chainOf(graph, found, target) }
}

/** The actual controllers of everyone under control, in one pass and without their chains. */
export function topControllers(graph: ControlGraph): Map<string, ActualController> {
  const blocks = new ControlBlocks(graph)
  return new Map(
    [...blocks.attachments.keys()]
      .sort((a, b) => a - b)
      .map((place) => [graph.names[place] ?? '', controllerIn(graph, blocks, place)]),
  )
}

const nobody: ActualController = {
  parties: [],
  isJoint: false,
  by: null,
  isContested: false,
  flag: 'nobody',
  chain: [],
}

function controllerIn(graph: ControlGraph, blocks: ControlBlocks, place: number): ActualController {
  const attachment = blocks.attachments.get(place)
  const tops = thoseAbove(graph, blocks.topOf(place), place)
  const isClosed = tops.some((top) => blocks.selfControlled.has(top))
  if (!attachment) return isClosed ? { ...nobody, flag: 'closed-cycle' } : nobody
  return {
    parties: tops.map((top) => graph.names[top] ?? ''),
    isJoint: tops.length > 1,
    by: attachment.heads.length > 1 ? 'concert' : attachment.by,
    isContested: blocks.isContested(place),
    flag: isClosed ? 'closed-cycle' : null,
    chain: [],
  }
}

/** Of several who act in concert, those whose votes lead to the company. */
function thoseAbove(
  graph: ControlGraph,
  tops: readonly number[],
  place: number,
): readonly number[] {
  if (tops.length < 2) return tops
  const above = ancestorsOf(graph, place)
  return tops.filter((top) => above.has(top))
}

/** Up from the company, always by the largest vote. */
function chainOf(graph: ControlGraph, { parties }: ActualController, target: string): string[] {
  const steps = new Map((controlChain(graph, parties, target) ?? []).map((step) => [step.id, step]))
  const chain = [target]
  for (let step = steps.get(target); step;) {
    const [above] = step.through.toSorted((a, b) => (b.votes ?? 0) - (a.votes ?? 0))
    if (!above) break
    chain.push(above.holder)
    step = steps.get(above.holder)
  }
  return chain.toReversed()
}
