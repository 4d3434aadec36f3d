/** A moment as a form field shows it in Beijing time, `2026-11-20T09:41`. */
export function fieldOfInstant(at: Date): string {
  const parts = new Intl.DateTimeFormat('sv-SE', {
    timeZone: 'Asia/Shanghai',
    dateStyle: 'short',
    timeStyle: 'short',
  })
  return parts.format(at).replace(' ', 'T')
}

/** What was typed, as the moment in Beijing time that it names; null when it names none. */
export function instantOfField(text: string): string | null {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(text)) return null
  const at = new Date(`${text}:00+08:00`)
  return Number.isNaN(at.getTime()) ? null : at.toISOString()
}
