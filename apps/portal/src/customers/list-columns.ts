import { formatAmount, formatCount, type AmountUnit } from '@banyan/ui/amounts'
import type { Column } from '@banyan/ui/column'
import type { ColumnChoice } from '@banyan/ui/column-layout'
import { formatDay, formatInstant } from '@banyan/ui/days'
import type { Outputs } from '../api.ts'
import type { ChoiceName } from './condition-text.ts'
import type { listWords } from './list-words.ts'

export type ListedCustomer = Outputs['search']['customers']['rows'][number]
type ListWords = (typeof listWords)['zh']
export type ListColumn = keyof ListWords['columns']

const looks: Readonly<Record<ListColumn, Partial<Column>>> = {
  name: { width: '240px', sortBy: 'name' },
  number: { width: '104px', sortBy: 'number' },
  kind: { width: '64px' },
  creditCode: { width: '170px' },
  companyType: { width: '110px' },
  industrySection: { width: '120px' },
  region: { width: '72px' },
  legalRepresentative: { width: '96px' },
  registeredCapital: { width: '104px', align: 'end' },
  establishedOn: { width: '96px' },
  age: { width: '56px', align: 'end' },
  sex: { width: '56px' },
  occupation: { width: '110px' },
  employer: { width: '140px' },
  annualIncome: { width: '96px', align: 'end' },
  country: { width: '88px' },
  groupName: { width: '140px' },
  balance: { width: '104px', align: 'end', sortBy: 'balance' },
  loans: { width: '56px', align: 'end' },
  daysPastDue: { width: '80px', align: 'end', sortBy: 'daysPastDue' },
  tier: { width: '56px', align: 'center' },
  lastContactOn: { width: '96px' },
  branchName: { width: '110px' },
  officerName: { width: '88px' },
  status: { width: '104px' },
  source: { width: '96px' },
  createdAt: { width: '124px', sortBy: 'created' },
  changedAt: { width: '124px', sortBy: 'changed' },
}

const usual: readonly ListColumn[] = [
  'name',
  'number',
  'groupName',
  'balance',
  'daysPastDue',
  'tier',
  'branchName',
  'officerName',
  'status',
]
const onPhone: readonly ListColumn[] = ['name', 'balance', 'tier']
const all = Object.keys(looks) as ListColumn[]

/** The columns a reader has who chose none. */
export const usualChoices: readonly ColumnChoice[] = [
  ...usual.map((id) => ({ id })),
  ...all.filter((id) => !usual.includes(id)).map((id) => ({ id, isHidden: true })),
]

/** Every column the list can have. */
export function listColumns(words: ListWords): Column<ListColumn>[] {
  return all.map((id): Column<ListColumn> => ({
    ...looks[id],
    id,
    label: words.columns[id],
    isSecondary: !onPhone.includes(id),
  }))
}

interface Reading {
  readonly nameOf: ChoiceName
  readonly unit: AmountUnit
}

const amounts = ['balance', 'registeredCapital', 'annualIncome'] as const
const perUnit = { yuan: 100, wan: 1_000_000, yi: 10_000_000_000 } as const
const named: Readonly<Partial<Record<ListColumn, string>>> = {
  kind: 'kind',
  status: 'status',
  companyType: 'companyType',
  industrySection: 'industry',
  region: 'region',
  sex: 'sex',
  tier: 'tier',
}

/** A figure that a reader of a file may add up, amounts in the unit; undefined for a column of words. */
export function figureOf(row: ListedCustomer, id: ListColumn, unit: AmountUnit) {
  const amount = amounts.find((each) => each === id)
  if (amount) return row[amount] === null ? null : row[amount] / perUnit[unit]
  return id === 'daysPastDue' || id === 'loans' || id === 'age' ? row[id] : undefined
}

/** What a cell says; nothing is empty text. */
export function cellOf(row: ListedCustomer, id: ListColumn, { nameOf, unit }: Reading): string {
  const amount = amounts.find((each) => each === id)
  if (amount) return formatAmount(row[amount], unit)
  if (id === 'createdAt' || id === 'changedAt') return formatInstant(row[id])
  if (id === 'lastContactOn' || id === 'establishedOn') return row[id] ? formatDay(row[id]) : ''
  if (id === 'daysPastDue' || id === 'loans') return row[id] === 0 ? '–' : formatCount(row[id])
  const value = row[id]
  if (value === null || value === '') return ''
  const field = named[id]
  return field ? nameOf(field, String(value)) : String(value)
}
