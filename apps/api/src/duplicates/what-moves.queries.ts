import { type RawBuilder, sql } from 'kysely'

/** What belongs to a customer by one column of its rows. */
export interface Moving {
  table: string
  column: string
  /** The columns that name a row within the institution. */
  key: readonly string[]
  /** Rows `t` of the merged customer that stay with it, since the survivor has the like. */
  stays: ((survivorId: string) => RawBuilder<boolean>) | null
  /** What becomes of the rows that stay: then they may move, or are left where they are. */
  closing: {
    set: (closing: Closing) => RawBuilder<unknown>
    /** Kept as they stood, for the day the merge is undone. */
    columns: readonly string[]
    isMoved: boolean
  } | null
}

/** By whom, when and on which business day two customers become one. */
export interface Closing {
  staffId: string
  at: Date
  day: string
}

const own = (table: string, column = 'customer_id'): Moving => {
  return { table, column, key: ['id'], stays: null, closing: null }
}

/** A row `o` of the survivor in the same table for which `like` holds keeps `t` where it is. */
function besides(moving: Moving, like: RawBuilder<unknown>): Moving {
  const { table, column } = moving
  return {
    ...moving,
    stays: (survivorId) => sql<boolean>`exists (select 1 from ${sql.table(table)} o
      where o.institution_id = t.institution_id and o.${sql.ref(column)} = ${survivorId} and ${like})`,
  }
}

const isDueByPlan = (row: string) =>
  sql`${sql.ref(`${row}.state`)} = 'due' and ${sql.ref(`${row}.kind`)} <> 'event'`
const openChoice = (row: string) =>
  sql`${sql.ref(`${row}.valid_to`)} is null and ${sql.ref(`${row}.known_to`)} is null`

/** Rows of which a customer has one open at a time: that of the merged customer is closed. */
const onceOpen = {
  inspections: {
    ...besides(own('inspection'), sql`${isDueByPlan('t')} and ${isDueByPlan('o')}`),
    closing: {
      set: ({ staffId, at }: Closing) =>
        sql`state = 'waived', waiver = 'merged', waived_at = ${at},
          waived_by = case when t.owner_id is distinct from ${staffId}::uuid then ${staffId}::uuid end`,
      columns: ['state', 'waiver', 'waived_at', 'waived_by'],
      isMoved: false,
    },
  },
  fileUpdates: {
    ...besides(own('file_update'), sql`t.state <> 'answered' and o.state <> 'answered'`),
    closing: {
      set: ({ staffId, day }: Closing) =>
        sql`state = 'answered', outcome = 'merged', answered_on = ${day}, answered_by = ${staffId}`,
      columns: ['state', 'outcome', 'answered_on', 'answered_by'],
      isMoved: false,
    },
  },
  warnings: {
    ...besides(
      own('warning'),
      sql`t.state <> 'released' and o.state <> 'released' and o.rule = t.rule`,
    ),
    closing: {
      set: ({ staffId, at }: Closing) =>
        sql`state = 'released', released_by = ${staffId}, released_at = ${at},
          release_by = null, release_at = null, release_reason = 'merged'`,
      columns: [
        'state',
        'released_by',
        'released_at',
        'release_by',
        'release_at',
        'release_reason',
      ],
      isMoved: false,
    },
  },
  collectionCases: {
    ...besides(own('collection_case', 'debtor_id'), sql`t.state = 'open' and o.state = 'open'`),
    closing: {
      set: ({ day }: Closing) => sql`state = 'closed', closing = 'merged', closed_on = ${day}`,
      columns: ['state', 'closing', 'closed_on'],
      isMoved: true,
    },
  },
  clocks: {
    ...besides(own('claim_clock', 'party_id'), sql`o.loan_id = t.loan_id and o.kind = t.kind`),
    closing: { set: () => sql`state = 'ended'`, columns: ['state'], isMoved: false },
  },
} as const

/** Every column by which rows go from the merged customer to the survivor, and back when that is undone. */
export const moving = {
  loans: own('loan'),
  applications: own('application'),
  documents: own('document'),
  contacts: own('contact'),
  visits: own('visit'),
  tasks: own('task'),
  messages: own('message'),
  promotions: own('promotion'),
  marks: own('false_material'),
  licences: besides(
    own('licence'),
    sql`t.removed_at is null and o.removed_at is null and o.kind = t.kind and o.number = t.number`,
  ),
  consents: besides(
    own('consent'),
    sql`t.withdrawn_on is null and o.purpose = t.purpose and o.channel = t.channel
      and (o.withdrawn_on is null or o.withdrawn_on >= t.given_on)`,
  ),
  limits: besides(own('customer_limit'), sql`o.status <> 'refused'`),
  parents: besides(
    own('parent_choice'),
    sql`(${openChoice('t')} and ${openChoice('o')} or t.parent_id = o.customer_id)`,
  ),
  chosenParents: {
    ...own('parent_choice', 'parent_id'),
    stays: (survivorId: string) => sql<boolean>`t.customer_id = ${survivorId}`,
  },
  guarantors: {
    ...own('guarantee_proposal', 'guarantor_id'),
    stays: (survivorId: string) => sql<boolean>`t.borrower_id = ${survivorId}`,
  },
  guaranteed: {
    ...own('guarantee_proposal', 'borrower_id'),
    stays: (survivorId: string) => sql<boolean>`t.guarantor_id = ${survivorId}`,
  },
  ...onceOpen,
  covenants: own('covenant'),
  riskEvents: own('risk_event'),
  inflows: besides(own('account_inflow'), sql`o.month = t.month`),
  classFacts: own('class_fact'),
  repricings: own('repricing'),
  collectionActions: own('collection_action', 'party_id'),
  collectionStops: {
    ...besides(own('collection_stop', 'party_id'), sql`o.case_id = t.case_id`),
    key: ['case_id'],
  },
  letters: own('collection_letter', 'party_id'),
  notices: own('served_notice', 'party_id'),
  follows: {
    ...besides(own('follow', 'party_id'), sql`o.staff_id = t.staff_id and o.party = t.party`),
    key: ['staff_id'],
  },
} as const satisfies Record<string, Moving>

export type MovingKind = keyof typeof moving
export const movingKinds = Object.keys(moving) as MovingKind[]

/**
 * Every other column that names a customer: moved by code of its own, derived anew, or left with the number under
 * which it was written.
 */
export const otherwise = {
  'party_name.party_id': 'its own code',
  'relation.from_id': 'its own code',
  'relation.to_id': 'its own code',
  'group_member.customer_id': 'its own code',
  'financial_statement.customer_id': 'its own code',
  'reservation.customer_id': 'goes with its application',
  'customer.merged_into': 'its own code',
  'customer_group.root_customer_id': 'derived anew',
  'group_node.customer_id': 'derived anew',
  'node_sum.customer_id': 'derived anew',
  'connected_set.root_customer_id': 'derived anew',
  'connected_set_member.customer_id': 'derived anew',
  'quality_issue.customer_id': 'derived anew',
  'link_suggestion.one_id': 'derived anew',
  'link_suggestion.other_id': 'derived anew',
  'watch_signal.customer_id': 'taken away when looked at; the survivor is looked at anew',
  'access_log.customer_id': 'who opened which file',
  'customer_version.customer_id': 'how the file was, under its own number',
  'fact_verification.customer_id': 'proof of a value in that file',
  'fact_conflict.customer_id': 'sealed under the key of that file',
  'party_key.party_id': 'seals that file',
  'merge_case.survivor_id': 'the merge itself',
  'merge_case.merged_id': 'the merge itself',
} as const
