import { assetQualityColumns, assetQualityRows } from './asset-quality.ts'
import { migrationColumns, migrationRows, rateRows } from './migration.ts'
import { industrySections } from './industry-sections.ts'
import { portfolioSections } from './micro-lender-bands.ts'
import type { ReportCode } from './report-kinds.ts'

/** A text in both languages of the screens; files are in Chinese. */
export interface LayoutText {
  zh: string
  en: string
}

export interface LayoutColumn {
  column: string
  name: LayoutText
}

export interface LayoutRow {
  row: string
  name: LayoutText
  /** Totals stand out. */
  isTotal: boolean
}

/** How a report is set: its title, and what its rows and columns are called. */
export interface ReportLayout {
  code: ReportCode
  /** The number of the return, or of the pack. */
  form: string
  title: LayoutText
  columns: readonly LayoutColumn[]
  rows: readonly LayoutRow[]
}

const text = (zh: string, en: string): LayoutText => ({ zh, en })

const assetQualityNames: Record<(typeof assetQualityColumns)[number], LayoutText> = {
  A: text('各项贷款', 'All loans'),
  B: text('正常类小计', 'Performing'),
  C: text('正常', 'Normal'),
  D: text('关注', 'Special mention'),
  E: text('不良小计', 'Non-performing'),
  F: text('次级', 'Substandard'),
  G: text('可疑', 'Doubtful'),
  H: text('损失', 'Loss'),
  I: text('逾期', 'Overdue'),
}

function assetQualityRow(row: string): LayoutRow {
  if (row === '2') return { row, name: text('各项贷款合计', 'All loans'), isTotal: true }
  const section = industrySections[Number(row.slice(2)) - 1]
  if (!section) return { row, name: text('个人贷款', 'Personal loans'), isTotal: false }
  return { row, name: text(section.zh, section.en), isTotal: false }
}

const migrationColumnNames: Record<(typeof migrationColumns)[number], LayoutText> = {
  A: text('年初余额', 'At the start of the year'),
  B: text('本期减少', 'Decrease'),
  C: text('正常', 'Normal'),
  D: text('关注', 'Special mention'),
  E: text('次级', 'Substandard'),
  F: text('可疑', 'Doubtful'),
  G: text('损失', 'Loss'),
  H: text('合计', 'Total'),
  L: text('次级期间现金收回', 'Paid in cash while substandard'),
  M: text('可疑期间现金收回', 'Paid in cash while doubtful'),
  N: text('损失期间现金收回', 'Paid in cash while loss'),
  O: text('核销', 'Written off'),
}

const migrationRowNames: Readonly<Record<string, LayoutText>> = {
  '1': text('期末余额', 'At the end'),
  '2': text('本期增加', 'New in the year'),
  '3': text('年初正常类', 'Normal at the start'),
  '4': text('年初关注类', 'Special mention at the start'),
  '5': text('年初次级类', 'Substandard at the start'),
  '6': text('年初可疑类', 'Doubtful at the start'),
  '7': text('年初损失类', 'Loss at the start'),
  '8': text('年初合计', 'All at the start'),
  R1: text(
    '迁徙率（2005年口径，H列为正常贷款迁徙率）',
    'Migration rate, as of 2005; H: all performing',
  ),
  R2: text(
    '迁徙率（银保监发〔2022〕2号口径，年化，须经核对；H列为正常贷款迁徙率）',
    'Migration rate, as of 2022, for a year, to be confirmed; H: all performing',
  ),
}

const microNames: Record<string, LayoutText> = {
  '1': text('贷款合计', 'All loans'),
  'small-micro-company': text('小微企业', 'Small and micro companies'),
  'sole-trader': text('个体工商户', 'Sole traders'),
  farmer: text('农户', 'Farmers'),
  consumer: text('个人消费', 'Consumers'),
  other: text('其他', 'Other'),
  credit: text('信用', 'Unsecured'),
  guarantee: text('保证', 'Guaranteed'),
  mortgage: text('抵押', 'Mortgaged'),
  pledge: text('质押', 'Pledged'),
  'rate-to-8': text('年利率 8% 及以下', 'Rate up to 8%'),
  'rate-8-12': text('年利率 8%–12%（含）', 'Rate above 8% to 12%'),
  'rate-12-18': text('年利率 12%–18%（含）', 'Rate above 12% to 18%'),
  'rate-18-24': text('年利率 18%–24%（含）', 'Rate above 18% to 24%'),
  'rate-above-24': text('年利率 24% 以上', 'Rate above 24%'),
  'term-to-3': text('期限 3 个月及以内', 'Term up to 3 months'),
  'term-3-6': text('期限 3–6 个月（含）', 'Term above 3 to 6 months'),
  'term-6-12': text('期限 6–12 个月（含）', 'Term above 6 to 12 months'),
  'term-12-36': text('期限 12–36 个月（含）', 'Term above 12 to 36 months'),
  'term-above-36': text('期限 36 个月以上', 'Term above 36 months'),
  normal: text('正常', 'Normal'),
  'special-mention': text('关注', 'Special mention'),
  substandard: text('次级', 'Substandard'),
  doubtful: text('可疑', 'Doubtful'),
  loss: text('损失', 'Loss'),
  'not-overdue': text('未逾期', 'Not overdue'),
  'overdue-1-30': text('逾期 1–30 天', 'Overdue 1–30 days'),
  'overdue-31-60': text('逾期 31–60 天', 'Overdue 31–60 days'),
  'overdue-61-90': text('逾期 61–90 天', 'Overdue 61–90 days'),
  'overdue-above-90': text('逾期 90 天以上', 'Overdue above 90 days'),
}

const microClosing: readonly LayoutRow[] = [
  ['8.1', '最大一户', 'Largest borrower'],
  ['8.2', '最大十户', 'Ten largest borrowers'],
  ['8.3', '最大关联集团', 'Largest connected group'],
  ['9.1', '当期发放', 'Lent in the month'],
  ['9.2', '当期收回本金', 'Principal collected in the month'],
  ['9.3', '当期收回利息', 'Interest collected in the month'],
  ['10.1', '加权平均利率', 'Average rate, weighted by balance'],
  ['10.2', '最高利率', 'Highest rate'],
].map(([row = '', zh = '', en = '']) => ({ row, name: text(zh, en), isTotal: false }))

const nameOf = (name: string): LayoutText => microNames[name] ?? text(name, name)

const layouts: Readonly<Record<ReportCode, ReportLayout>> = {
  'asset-quality': {
    code: 'asset-quality',
    form: 'G11',
    title: text('资产质量五级分类情况表（第Ⅰ部分）', 'Asset quality by five tiers, part I'),
    columns: assetQualityColumns.map((column) => ({ column, name: assetQualityNames[column] })),
    rows: assetQualityRows.map(assetQualityRow),
  },
  migration: {
    code: 'migration',
    form: 'G12',
    title: text('贷款质量迁徙情况表', 'Migration of loan quality'),
    columns: migrationColumns.map((column) => ({ column, name: migrationColumnNames[column] })),
    rows: [...migrationRows, ...rateRows].map((row) => ({
      row,
      name: migrationRowNames[row] ?? text(row, row),
      isTotal: row === '1' || row === '8',
    })),
  },
  'micro-lender-pack': {
    code: 'micro-lender-pack',
    form: 'ML',
    title: text('小额贷款公司贷款情况表', 'Loans of a micro-lender'),
    columns: [
      { column: 'N', name: text('笔数', 'Number') },
      { column: 'B', name: text('金额', 'Amount') },
      { column: 'P', name: text('占净资产 %', '% of net assets') },
      { column: 'R', name: text('年利率 %', 'Rate %') },
    ],
    rows: [
      { row: '1', name: nameOf('1'), isTotal: true },
      ...portfolioSections.flatMap(({ rows }) =>
        rows.map(({ row, name }) => ({ row, name: nameOf(name), isTotal: false })),
      ),
      ...microClosing,
    ],
  },
}

export function reportLayout(code: ReportCode): ReportLayout {
  return layouts[code]
}
