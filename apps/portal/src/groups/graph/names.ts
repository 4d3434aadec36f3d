/** About how wide a letter is: an ideograph twice a Latin one. */
const widthOf = (letter: string) => ((letter.codePointAt(0) ?? 0) > 0x2e80 ? 2 : 1.1)

/** A name in at most two lines of some width; what does not fit ends in `…`. */
export function nameLines(name: string, most = 18): string[] {
  const lines: string[] = ['']
  let width = 0
  for (const letter of name) {
    if (width + widthOf(letter) > most) {
      if (lines.length === 2)
        return [lines[0] ?? '', `${[...(lines[1] ?? '')].slice(0, -1).join('')}…`]
      lines.push('')
      width = 0
    }
    lines[lines.length - 1] += letter
    width += widthOf(letter)
  }
  return lines
}
