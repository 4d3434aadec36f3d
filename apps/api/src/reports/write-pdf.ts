import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { formatCell } from '@banyan/domain/reports/cells'
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import { printedReport, type ReportFile } from './report-table.ts'

const fontFiles = ['400Regular/NotoSansSC_400Regular.ttf', '700Bold/NotoSansSC_700Bold.ttf']

/** The page as typst text. Whatever comes from the data is set as a string, never as markup. */
const page = `
#let data = json(bytes(sys.inputs.data))
#set document(title: data.title, author: data.institution, date: datetime(
  year: data.day.at(0), month: data.day.at(1), day: data.day.at(2)))
#set text(font: "Noto Sans SC", size: 8pt, lang: "zh", region: "cn")
#set page(
  paper: "a4", flipped: data.wide, margin: (x: 14mm, top: 24mm, bottom: 16mm),
  header: {
    set text(size: 7.5pt, fill: rgb("465262"))
    grid(columns: (1fr, auto), align: (left, right),
      data.institution + "　" + data.form, "单位：万元、人民币")
    v(-4pt)
    line(length: 100%, stroke: 0.5pt + rgb("B8C0CA"))
  },
  footer: context {
    set text(size: 7pt, fill: rgb("465262"))
    grid(columns: (1fr, auto), align: (left, right),
      "SHA-256 " + data.digest,
      "第 " + str(counter(page).get().first()) + " 页　共 " + str(counter(page).final().first()) + " 页")
  },
)
#align(center, text(size: 14pt, weight: "bold", data.form + " " + data.title))
#align(center, "报表日期：" + data.asOf + "　版本：" + str(data.version))
#v(4pt)
#let rule = 0.5pt + rgb("B8C0CA")
#table(
  columns: (auto, 1fr, ..data.columns.map(it => auto)),
  align: (col, row) => if row < 2 { center + horizon } else if col < 2 { left } else { right },
  stroke: rule, inset: (x: 4pt, y: 3.4pt),
  fill: (col, row) => if row < 2 { rgb("EEF1F5") },
  table.header(
    table.cell(rowspan: 2, strong("行次")), table.cell(rowspan: 2, strong("项目")),
    ..data.columns.map(it => strong(it.column)),
    ..data.columns.map(it => strong(it.name)),
  ),
  ..data.rows.map(line => {
    let weight = if line.total { "bold" } else { "regular" }
    (line.row, line.name, ..line.cells).map(it => text(weight: weight, it))
  }).flatten(),
)
#v(4pt)
#text(size: 7.5pt, data.checks)
#v(6pt)
#block(breakable: false, table(
  columns: (1fr, 1fr, 1fr), stroke: rule, inset: (x: 6pt, top: 6pt, bottom: 26pt),
  "编制（签章）：", "复核（签章）：", "负责人（签章）："))
`

let compiler: NodeCompiler | undefined

/** The fonts are read once in a process: 21 MB with every glyph of the national standards. */
async function compilerWithFonts(): Promise<NodeCompiler> {
  if (compiler) return compiler
  const { resolve } = createRequire(import.meta.url)
  const fontBlobs = await Promise.all(
    fontFiles.map((file) => readFile(resolve(`@expo-google-fonts/noto-sans-sc/${file}`))),
  )
  compiler = NodeCompiler.create({ fontArgs: [{ fontBlobs }] })
  return compiler
}

function dataOf(file: ReportFile) {
  const report = printedReport(file)
  const failed = file.checks.filter(({ ok }) => !ok).map(({ id }) => id)
  const passed = file.checks.length - failed.length
  const named = failed.length > 0 ? `　未通过：${failed.join('、')}` : ''
  return {
    ...report,
    day: report.asOf.split('-').map(Number),
    wide: report.columns.length > 6,
    checks: `表内与账实校验 ${passed} / ${file.checks.length} 通过${named}`,
    rows: report.rows.map(({ row, name, isTotal, cells }) => ({
      row,
      name,
      total: isTotal,
      cells: cells.map((cell) => (cell === null ? '' : grouped(formatCell(cell)))),
    })),
  }
}

function grouped(text: string): string {
  return text.replace(/\B(?=(\d{3})+(?:\.|$))/g, ',')
}

/** The printed report on A4, with room to sign. The same report gives the same bytes. */
export async function writePdf(file: ReportFile): Promise<Uint8Array> {
  const typst = await compilerWithFonts()
  const inputs = { data: JSON.stringify(dataOf(file)) }
  const creationTimestamp = Date.parse(`${file.figures.asOf}T00:00:00Z`) / 1000
  return typst.pdf({ mainFileContent: page, inputs }, { creationTimestamp })
}
