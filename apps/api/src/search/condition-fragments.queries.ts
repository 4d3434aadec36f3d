import type { Day } from '@banyan/domain/calendar'
import { addDays } from '@banyan/domain/calendar'
import { tiers } from '@banyan/domain/classification/tiers'
import type { ConditionFieldName } from '@banyan/domain/search/condition-fields'
import type { Condition } from '@banyan/domain/search/condition-tree'
import { gramsSought } from '@banyan/domain/search/names'
import { type RawBuilder, sql } from 'kysely'
import { foldedName } from '../names/searchable-name.ts'

/** Whose customers are asked about, by whom, on which business day. */
export interface Asker {
  institutionId: string
  staffId: string
  businessDay: Day
}

/** True or false of the customer at hand, who is called `c`. */
export type Fragment = RawBuilder<boolean>

/** The civil day that begins when it begins in China. */
const startOf = (day: Day) => sql`(${day}::date::timestamp at time zone 'Asia/Shanghai')`

const endOf = (day: Day) => sql`((${day}::date + 1)::timestamp at time zone 'Asia/Shanghai')`

const activeLoans = sql`from loan l where l.institution_id = c.institution_id and l.customer_id = c.id and l.status = 'active'`
const tierList = [...tiers]

export const balance = sql<number>`coalesce((select sum(l.balance)::bigint ${activeLoans}), 0)`
const loanCount = sql`(select count(*) ${activeLoans})`
const firstMaturity = sql`(select min(l.matures_on) ${activeLoans})`
const lastContact = sql`(select max(t.happened_on) from contact t where t.institution_id = c.institution_id and t.customer_id = c.id)`
const groupLimit = (day: Day) => sql`(
  select max(gl.amount) from group_member m
  join group_limit gl on gl.institution_id = m.institution_id and gl.group_id = m.group_id
  where m.institution_id = c.institution_id and m.customer_id = c.id and m.valid_to is null and m.known_to is null
    and gl.valid_from <= ${day} and (gl.valid_to is null or gl.valid_to > ${day}))`

const plainChoices: Partial<Record<ConditionFieldName, RawBuilder<unknown>>> = {
  kind: sql`c.kind`,
  status: sql`c.status`,
  industry: sql`c.industry_section`,
  source: sql`c.source`,
  companyType: sql`c.company_type`,
  sex: sql`c.sex`,
  country: sql`c.country`,
}

function chosen(field: ConditionFieldName, values: string[], asker: Asker): Fragment {
  const column = plainChoices[field]
  if (column) return sql`coalesce(${column} = any(${values}::text[]), false)`
  switch (field) {
    case 'branch':
      return sql`c.branch_id in (
        with recursive below as (
          select b.id from branch b where b.institution_id = ${asker.institutionId} and b.id = any(${values}::uuid[])
          union
          select b.id from branch b join below on b.parent_id = below.id where b.institution_id = ${asker.institutionId}
        ) select id from below)`
    case 'officer':
      return sql`coalesce(c.officer_id = any(${values}::uuid[]), false)`
    case 'group':
      return sql`exists (select from group_member m where m.institution_id = c.institution_id and m.customer_id = c.id
        and m.group_id = any(${values}::uuid[]) and m.valid_to is null and m.known_to is null)`
    case 'region': {
      const patterns = values.map((value) => `${value}%`)
      return sql`coalesce(substring(c.credit_code from 3 for 6) like any(${patterns}::text[]), false)`
    }
    case 'tier':
      return worstTierIn(values, asker)
    case 'stage':
      return sql`exists (select from application a where a.institution_id = c.institution_id and a.customer_id = c.id
        and a.status = any(${values}::text[]))`
    case 'product':
      return sql`exists (select ${activeLoans} and l.product = any(${values}::text[]))`
    case 'guarantee':
      return sql`exists (select ${activeLoans} and l.guarantee = any(${values}::text[]))`
    default:
      throw new Error(`${field} has no choices`)
  }
}

/** The worst class among the active loans; what is not normal stands in an index of its own. */
function worstTierIn(values: readonly string[], { institutionId }: Asker): Fragment {
  const ranks = values.map((value) => tierList.indexOf(value as (typeof tierList)[number]) + 1)
  if (ranks.includes(1)) {
    return sql`coalesce((select max(array_position(${tierList}::text[], l.tier)) ${activeLoans}) = any(${ranks}::int[]), false)`
  }
  return sql`c.id in (select l.customer_id from loan l where l.institution_id = ${institutionId} and l.status = 'active' and l.tier <> 'normal'
    group by l.customer_id having max(array_position(${tierList}::text[], l.tier)) = any(${ranks}::int[]))`
}

/** At least so many days past due: a loan whose oldest unpaid day lies so far back. */
function overdueSince(days: number, { institutionId, businessDay }: Asker): Fragment {
  if (days <= 0) return sql`true`
  const oldest = addDays(businessDay, -Math.min(days, 40_000))
  return sql`c.id in (select l.customer_id from loan l where l.institution_id = ${institutionId} and l.status = 'active'
    and l.oldest_unpaid_on <= ${oldest})`
}

function numberOf(field: ConditionFieldName, { businessDay }: Asker): RawBuilder<unknown> {
  switch (field) {
    case 'loans':
      return loanCount
    case 'balance':
      return balance
    case 'groupLimit':
      return groupLimit(businessDay)
    case 'annualIncome':
      return sql`c.annual_income`
    case 'registeredCapital':
      return sql`c.registered_capital`
    default:
      throw new Error(`${field} is no number`)
  }
}

function compared(condition: Condition, asker: Asker): Fragment {
  const { field } = condition
  const isOverdue = field === 'daysPastDue'
  switch (condition.is) {
    case 'at-least':
      return isOverdue
        ? overdueSince(condition.value, asker)
        : sql`coalesce(${numberOf(field, asker)} >= ${condition.value}, false)`
    case 'at-most':
      return isOverdue
        ? sql`not ${overdueSince(condition.value + 1, asker)}`
        : sql`coalesce(${numberOf(field, asker)} <= ${condition.value}, false)`
    case 'between': {
      const [from, to] = condition.value
      if (typeof from === 'string') return dayBetween(field, from, to as Day)
      if (isOverdue) {
        return sql`(${overdueSince(from, asker)} and not ${overdueSince(Number(to) + 1, asker)})`
      }
      return sql`coalesce(${numberOf(field, asker)} between ${from} and ${to}, false)`
    }
    default:
      throw new Error(`${condition.is} compares nothing`)
  }
}

const instants: Partial<Record<ConditionFieldName, RawBuilder<unknown>>> = {
  createdOn: sql`c.created_at`,
  changedOn: sql`c.changed_at`,
}

function dayOf(field: ConditionFieldName): RawBuilder<unknown> {
  switch (field) {
    case 'bornOn':
      return sql`c.born_on`
    case 'establishedOn':
      return sql`c.established_on`
    case 'lastContactOn':
      return lastContact
    case 'maturesOn':
      return firstMaturity
    default:
      return instants[field] ?? sql`null::date`
  }
}

function dayBetween(field: ConditionFieldName, from: Day | null, to: Day | null): Fragment {
  const instant = instants[field]
  const value = dayOf(field)
  const parts: RawBuilder<unknown>[] = []
  if (from) parts.push(instant ? sql`${value} >= ${startOf(from)}` : sql`${value} >= ${from}::date`)
  if (to) parts.push(instant ? sql`${value} < ${endOf(to)}` : sql`${value} <= ${to}::date`)
  return sql`coalesce(${sql.join(parts, sql` and `)}, false)`
}

const texts: Partial<Record<ConditionFieldName, RawBuilder<unknown>>> = {
  number: sql`c.number`,
  legalRepresentative: sql`c.legal_representative`,
  occupation: sql`c.occupation`,
  employer: sql`c.employer`,
}

export const escapeLike = (text: string) => text.replace(/[\\%_]/g, '\\$&')

function holdsText(field: ConditionFieldName, typed: string, isBeginning: boolean): Fragment {
  const column = texts[field]
  if (column) {
    const pattern = `${isBeginning ? '' : '%'}${escapeLike(typed)}%`
    return sql`coalesce(${column} ilike ${pattern}, false)`
  }
  const name = foldedName(typed)
  const pattern = `${isBeginning ? '' : '%'}${escapeLike(name)}%`
  return sql`exists (select from party_name n where n.institution_id = c.institution_id and n.party_id = c.id
    and n.keys @> ${gramsSought(name)}::int[] and n.plain like ${pattern})`
}

const currentRelation = (end: RawBuilder<unknown>, { businessDay }: Asker) =>
  sql<boolean>`exists (select from relation r where r.institution_id = c.institution_id and ${end} = c.id and r.kind = 'guarantee'
    and r.valid_from <= ${businessDay} and (r.valid_to is null or r.valid_to >= ${businessDay}) and r.known_to is null)`

function holdsTrue(field: ConditionFieldName, asker: Asker): Fragment {
  switch (field) {
    case 'inGroup':
      return sql`exists (select from group_member m where m.institution_id = c.institution_id and m.customer_id = c.id
        and m.valid_to is null and m.known_to is null)`
    case 'partial':
      return sql`c.is_partial`
    case 'hasExpiredLicence':
      return sql`exists (select from licence x where x.institution_id = c.institution_id and x.customer_id = c.id
        and x.removed_at is null and x.expires_on < ${asker.businessDay})`
    case 'isGuaranteed':
      return currentRelation(sql`r.to_id`, asker)
    case 'guarantees':
      return currentRelation(sql`r.from_id`, asker)
    case 'followed':
      return sql`exists (select from follow f where f.institution_id = c.institution_id and f.staff_id = ${asker.staffId}
        and f.party = 'customer' and f.party_id = c.id)`
    case 'mine':
      return sql`coalesce(c.officer_id = ${asker.staffId}::uuid, false)`
    default:
      throw new Error(`${field} is not a matter of yes or no`)
  }
}

function isKnown(field: ConditionFieldName, asker: Asker): Fragment {
  const isNumber = ['annualIncome', 'registeredCapital', 'groupLimit', 'balance'].includes(field)
  return sql`(${isNumber ? numberOf(field, asker) : dayOf(field)} is not null)`
}

/** One condition as SQL. Every part is written here; what was asked only ever becomes a parameter. */
export function fragmentOf(condition: Condition, asker: Asker): Fragment {
  const { field } = condition
  const daysBack = (days: number) => addDays(asker.businessDay, -days)
  switch (condition.is) {
    case 'in':
      return chosen(field, condition.value, asker)
    case 'not-in':
      return sql`not ${chosen(field, condition.value, asker)}`
    case 'from':
      return dayBetween(field, condition.value, null)
    case 'until':
      return dayBetween(field, null, condition.value)
    case 'within-days':
      return dayBetween(field, daysBack(condition.value), asker.businessDay)
    case 'older-than-days':
      return dayBetween(field, null, daysBack(condition.value + 1))
    case 'known':
      return isKnown(field, asker)
    case 'unknown':
      return sql`not ${isKnown(field, asker)}`
    case 'is':
      return condition.value ? holdsTrue(field, asker) : sql`not ${holdsTrue(field, asker)}`
    case 'contains':
      return holdsText(field, condition.value, false)
    case 'begins':
      return holdsText(field, condition.value, true)
    default:
      return compared(condition, asker)
  }
}
