let loaded: Promise<unknown> | undefined

/** Labels are measured once and for all, so they wait for the font they are drawn in; a page without it goes on. */
export function chartFontsLoaded(): Promise<unknown> {
  loaded ??= Promise.allSettled(
    [400, 600].map((weight) => document.fonts.load(`${weight} 12px "Inter Variable"`)),
  )
  return loaded
}
