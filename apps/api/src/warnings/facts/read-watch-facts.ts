import { tiers } from '@banyan/domain/classification/tiers'
import { financialRatios } from '@banyan/domain/customers/financial-ratios'
import { noFacts, type WatchFacts } from '@banyan/domain/warnings/watch-facts'
import * as source from './customer-facts.queries.ts'
import { gradesOf, latestStatementsOf } from './figures.queries.ts'

type Grouped<Row> = (customerId: string) => Row[]

function grouped<Row extends { customerId: string }>(
  rows: readonly Row[],
): Grouped<Omit<Row, 'customerId'>> {
  const byCustomer = Map.groupBy(rows, ({ customerId }) => customerId)
  return (customerId) => byCustomer.get(customerId) ?? []
}

/** Everything the warning rules may ask of these customers on a day, in as many statements as there are sources. */
export async function readWatchFacts(
  asked: source.Asked,
  customers: readonly source.WatchedCustomerRow[],
): Promise<Map<string, WatchFacts>> {
  const read = await readSources({ ...asked, ids: customers.map(({ id }) => id) })
  return new Map(customers.map(({ id, kind }) => [id, { ...noFacts, kind, ...factsOf(id, read) }]))
}

async function readSources(asked: source.Asked) {
  return {
    loans: grouped(await source.loansOf(asked)),
    instalments: grouped(await source.instalmentsOf(asked)),
    events: grouped(await source.eventsOf(asked)),
    lostStatuses: grouped(await source.lostStatusesOf(asked)),
    disagreements: grouped(await source.disagreementsOf(asked)),
    inflows: grouped(await source.inflowsOf(asked)),
    dependences: grouped(await source.dependencesOf(asked)),
    guarantees: grouped(await source.guaranteesGivenOf(asked)),
    papers: grouped(await source.expiredPapersOf(asked)),
    breaches: grouped(await source.covenantBreachesOf(asked)),
    inspections: grouped(await source.inspectionsOf(asked)),
    updates: grouped(await source.unansweredUpdatesOf(asked)),
    promises: grouped(await source.brokenPromisesOf(asked)),
    falseMaterial: grouped(await source.falseMaterialOf(asked)),
    statements: grouped(await latestStatementsOf(asked)),
    grades: grouped(await gradesOf(asked)),
  }
}

type Read = Awaited<ReturnType<typeof readSources>>

function factsOf(id: string, read: Read): Omit<WatchFacts, 'kind'> {
  return {
    loans: read
      .loans(id)
      .map(({ tier, ...loan }) => ({ ...loan, tierRank: tiers.indexOf(tier) + 1 })),
    instalments: read.instalments(id),
    events: read
      .events(id)
      .map(({ endedOn, ...event }) => ({ ...event, isEnded: endedOn !== null })),
    register: {
      lostStatus: read.lostStatuses(id)[0]?.status ?? null,
      disagreements: read.disagreements(id),
    },
    inflows: read.inflows(id),
    statement: statementOf(read.statements(id)[0]),
    dependences: read.dependences(id),
    guaranteesGiven: read.guarantees(id),
    expiredPapers: read.papers(id),
    covenantBreaches: read.breaches(id),
    inspections: read.inspections(id),
    unansweredUpdates: read.updates(id),
    brokenPromises: read.promises(id),
    falseMaterial: read.falseMaterial(id),
    grades: read.grades(id),
  }
}

function statementOf(
  latest: ReturnType<Read['statements']>[number] | undefined,
): WatchFacts['statement'] {
  if (!latest) return null
  const { id, periodEnd, period, figures, netAssets, before } = latest
  return { id, periodEnd, netAssets, ratios: financialRatios({ period, figures }, before) }
}
