/** What the books must come to, kept by hand: who stands in which group, what each holds of its limit. */
export interface Model {
  /** Of each customer; null: in none. */
  groups: Record<string, string | null>
  limits: Record<string, number>
  asked: Record<string, Asked>
}

export interface Asked {
  customer: string
  amount: number
  /** Settled: paid back whole, and may be taken back. */
  state: 'scored' | 'reserved' | 'owed' | 'settled'
}

export type Command =
  | { kind: 'reserve' | 'draw' | 'settle' | 'reverse'; asked: string }
  | { kind: 'cut'; group: string; limit: number }
  | { kind: 'leave'; customer: string; group: string }
  | { kind: 'join'; customer: string; group: string }

/** `done`, or why not: `over` the limit, or `refused` as the state does not allow it. */
export type Outcome = 'done' | 'over' | 'refused'

/** Used and reserved by all who share the customer's limit. */
function heldWith({ groups, asked }: Model, customer: string): number {
  const group = groups[customer] ?? null
  return Object.values(asked)
    .filter((each) =>
      group === null ? each.customer === customer : groups[each.customer] === group,
    )
    .filter(({ state }) => state === 'reserved' || state === 'owed')
    .reduce((sum, { amount }) => sum + amount, 0)
}

function isOver(model: Model, customer: string, added: number): boolean {
  const group = model.groups[customer] ?? null
  const limit = group === null ? undefined : model.limits[group]
  return limit !== undefined && heldWith(model, customer) + added > limit
}

const transitions = {
  reserve: ['scored', 'reserved'],
  draw: ['reserved', 'owed'],
  settle: ['owed', 'settled'],
  reverse: ['settled', 'owed'],
} as const

/** The model after the command, and how it ends. */
export function carryOut(model: Model, command: Command): { model: Model; outcome: Outcome } {
  const { groups, limits } = model
  switch (command.kind) {
    case 'cut':
      return {
        model: { ...model, limits: { ...limits, [command.group]: command.limit } },
        outcome: 'done',
      }
    case 'leave':
      return groups[command.customer] === command.group
        ? { model: { ...model, groups: { ...groups, [command.customer]: null } }, outcome: 'done' }
        : { model, outcome: 'refused' }
    case 'join':
      return (groups[command.customer] ?? null) === null
        ? {
            model: { ...model, groups: { ...groups, [command.customer]: command.group } },
            outcome: 'done',
          }
        : { model, outcome: 'refused' }
    default:
      return move(model, command.kind, command.asked)
  }
}

function move(model: Model, kind: keyof typeof transitions, id: string) {
  const asked = model.asked[id]
  const [from, to] = transitions[kind]
  if (asked?.state !== from) return { model, outcome: 'refused' as const }
  const isWeighed = kind === 'reserve' || kind === 'draw'
  const added = kind === 'reserve' ? asked.amount : 0
  if (isWeighed && isOver(model, asked.customer, added)) return { model, outcome: 'over' as const }
  const moved = { ...model.asked, [id]: { ...asked, state: to } }
  return { model: { ...model, asked: moved }, outcome: 'done' as const }
}

export interface Told {
  command: Command
  outcome: Outcome
}

/**
 * The model after all of these in some order in which each ends as it was told and the books are the model's; null
 * when there is none. Of two cuts of one limit only the books tell which came last.
 */
export function explain(
  model: Model,
  told: readonly Told[],
  isOfBooks: (model: Model) => boolean = () => true,
): Model | null {
  if (told.length === 0) return isOfBooks(model) ? model : null
  for (const [index, { command, outcome }] of told.entries()) {
    const next = carryOut(model, command)
    if (next.outcome !== outcome) continue
    const rest = explain(next.model, told.toSpliced(index, 1), isOfBooks)
    if (rest) return rest
  }
  return null
}
