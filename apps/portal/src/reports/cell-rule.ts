import type { ReportCode } from '@banyan/domain/reports/report-kinds'
import { reportLayout } from '@banyan/domain/reports/report-layout'
import type { Locale } from '@banyan/ui/locale'

/** What is added up in a cell, and the conditions a loan meets to stand in it. */
export interface CellRule {
  measure: string
  conditions: string[]
}

const tiersOfColumn: Readonly<Record<string, readonly string[]>> = {
  B: ['C', 'D'],
  C: ['C'],
  D: ['D'],
  E: ['F', 'G', 'H'],
  F: ['F'],
  G: ['G'],
  H: ['H'],
}

const sections: Readonly<Record<string, { zh: string; en: string }>> = {
  '2': { zh: '客户类型', en: 'customer type' },
  '3': { zh: '担保方式', en: 'guarantee' },
  '4': { zh: '年利率', en: 'rate' },
  '5': { zh: '期限', en: 'term' },
  '6': { zh: '五级分类', en: 'tier' },
  '7': { zh: '逾期天数', en: 'days overdue' },
}

/** The rule of a cell in words, from the same layout the figures are set in. */
export function cellRule(
  code: ReportCode,
  cell: { row: string; column: string },
  { locale, asOf }: { locale: Locale; asOf: string },
): CellRule {
  const { rows, columns } = reportLayout(code)
  const nameOfRow = rows.find(({ row }) => row === cell.row)?.name[locale] ?? cell.row
  const nameOfColumn = (column: string) =>
    columns.find((each) => each.column === column)?.name[locale] ?? column
  const day = locale === 'zh' ? `截至 = ${asOf} 日终` : `as of close of ${asOf}`
  const rule =
    code === 'asset-quality'
      ? qualityRule(cell, locale, { nameOfRow, nameOfColumn })
      : code === 'migration'
        ? migrationRule(cell, locale, { nameOfRow, nameOfColumn })
        : microRule(cell, locale, nameOfRow)
  return { measure: rule.measure, conditions: [...rule.conditions, day] }
}

interface Names {
  nameOfRow: string
  nameOfColumn: (column: string) => string
}

function qualityRule(
  { row, column }: { row: string; column: string },
  locale: Locale,
  { nameOfRow, nameOfColumn }: Names,
): CellRule {
  const zh = locale === 'zh'
  const conditions: string[] = []
  if (row === '2.21') conditions.push(zh ? '借款人 = 个人' : 'borrower = person')
  else if (row !== '2') conditions.push(`${zh ? '贷款投向' : 'industry'} = ${nameOfRow}`)
  const tiers = tiersOfColumn[column]
  const among = tiers?.map(nameOfColumn).join(zh ? '、' : ', ')
  if (among) conditions.push(`${zh ? '五级分类' : 'tier'} ∈ ${among}`)
  if (column !== 'I') return { measure: zh ? 'Σ 贷款余额' : 'Σ balance', conditions }
  conditions.push(zh ? '逾期 ≥ 1 天' : 'overdue ≥ 1 day')
  return {
    measure: zh
      ? 'Σ（分期还款的消费类贷款逾期 ≤ 90 天取逾期本金，其余取余额）'
      : 'Σ (overdue principal of consumer instalment loans ≤ 90 days late, else the balance)',
    conditions,
  }
}

const flows: Readonly<Record<string, { zh: string; en: string }>> = {
  L: { zh: '收款时为次级', en: 'substandard when paid' },
  M: { zh: '收款时为可疑', en: 'doubtful when paid' },
  N: { zh: '收款时为损失', en: 'loss when paid' },
}

function migrationRule(
  { row, column }: { row: string; column: string },
  locale: Locale,
  { nameOfRow, nameOfColumn }: Names,
): CellRule {
  const zh = locale === 'zh'
  if (row.startsWith('R'))
    return {
      measure: zh ? '下迁余额 ÷ 年初余额' : 'balance moved down ÷ balance at the start',
      conditions: [nameOfRow, nameOfColumn(column)],
    }
  const conditions = row === '1' ? [] : [nameOfRow]
  const flow = flows[column]
  if (flow)
    return {
      measure: zh ? 'Σ 现金收回本金' : 'Σ principal paid',
      conditions: [...conditions, flow[locale]],
    }
  if (column === 'A') return { measure: zh ? 'Σ 年初余额' : 'Σ balance at the start', conditions }
  if (column === 'B') return { measure: zh ? 'Σ 本期减少' : 'Σ decrease', conditions }
  if (column === 'O') return { measure: zh ? 'Σ 核销本金' : 'Σ principal written off', conditions }
  const tier = `${zh ? '期末分类' : 'tier at the end'} = ${nameOfColumn(column)}`
  return {
    measure: zh ? 'Σ 期末余额' : 'Σ balance at the end',
    conditions: column === 'H' ? conditions : [...conditions, tier],
  }
}

function microRule(
  { row, column }: { row: string; column: string },
  locale: Locale,
  nameOfRow: string,
): CellRule {
  const zh = locale === 'zh'
  const section = sections[row.split('.')[0] ?? '']
  const conditions = section
    ? [`${section[locale]} = ${nameOfRow}`]
    : row === '1'
      ? []
      : [nameOfRow]
  if (column === 'N') return { measure: zh ? '贷款笔数' : 'number of loans', conditions }
  if (column === 'P')
    return { measure: zh ? 'Σ 余额 ÷ 净资产' : 'Σ balance ÷ net assets', conditions }
  if (column === 'R') return { measure: zh ? '年利率' : 'annual rate', conditions }
  const isFlow = row.startsWith('9.')
  if (isFlow) return { measure: zh ? 'Σ 当月发生额' : 'Σ amount of the month', conditions }
  return { measure: zh ? 'Σ 贷款余额' : 'Σ balance', conditions }
}
