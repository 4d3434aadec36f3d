/** How a cell is read; see read-values.ts. */
export const valueKinds = [
  'text',
  'identifier',
  'choice',
  'day',
  'money',
  'percent',
  'count',
] as const
export type ValueKind = (typeof valueKinds)[number]

/** One column of a file kind, as the reader of rows and the reference of formats see it. */
export interface Column {
  name: string
  /** The Chinese header of the template; other headers in use follow in `aliases`. */
  title: string
  aliases: readonly string[]
  isRequired: boolean
  value: ValueKind
  /** Personal data: hidden where a refused row is shown or kept. */
  isPersonal: boolean
  choices: Choices | null
}

/** Each choice with the other words that mean it. */
export type Choices = Readonly<Record<string, readonly string[]>>

type Marks = Partial<Pick<Column, 'isRequired' | 'value' | 'isPersonal' | 'choices'>>

/** `words` are the Chinese title and its aliases, parted by a space. */
export function column(name: string, words: string, marks: Marks = {}): Column {
  const [title = name, ...aliases] = words.split(' ')
  const value = marks.choices ? 'choice' : 'text'
  return {
    name,
    title,
    aliases,
    isRequired: false,
    value,
    isPersonal: false,
    choices: null,
    ...marks,
  }
}

/** Header or choice in the form in which two of them are compared. */
export function comparable(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s_\-*:()]/g, '')
}
