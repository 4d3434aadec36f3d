/** A contract's text as it is set on paper: its lines, and the schedule as rows of cells. */
export interface ContractLines {
  title: string
  lines: string[]
  schedule: { head: string[]; rows: string[][] }
}

/** Splits the signed text without changing a character of it; tab-separated lines are the schedule. */
export function contractLines(text: string): ContractLines {
  const all = text.split('\n')
  const cells = all.filter((line) => line.includes('\t')).map((line) => line.split('\t'))
  const [title = '', ...lines] = all.filter((line) => !line.includes('\t'))
  const [head = [], ...rows] = cells
  return { title, lines, schedule: { head, rows } }
}
