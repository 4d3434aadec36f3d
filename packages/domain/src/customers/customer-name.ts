const ideographs = /^[\u4e00-\u9fff]+$/

/** Text as it is kept and printed: trimmed, single spaces, no invisible or control characters. */
export function tidyText(text: string): string {
  if (ideographs.test(text)) return text
  return text
    .replace(/\s+/gu, ' ')
    .replace(/[\p{Cc}\p{Cf}]/gu, '')
    .trim()
}
