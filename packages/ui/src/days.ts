/** A business day as it is written, `2026-10-31`; nothing as `–`. */
export function formatDay(day: string | null | undefined): string {
  return day ?? '–'
}

const inBeijing = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'short',
  timeStyle: 'short',
})

/** An instant in Beijing time, `2026-11-20 09:41`. */
export function formatInstant(at: Date | string | null | undefined): string {
  return at ? inBeijing.format(new Date(at)) : '–'
}
