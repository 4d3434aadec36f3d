export interface IconSet {
  icons: Record<string, { body: string }>
  aliases?: Record<string, { parent: string }>
}

const iconName = /i-lucide-([a-z0-9]+(?:-[a-z0-9]+)*)/g

/** Names of the icons written as `i-lucide-…` anywhere in these texts, sorted. */
export function iconsNamedIn(texts: Iterable<string>): string[] {
  const names = new Set<string>()
  for (const text of texts) {
    for (const [, name] of text.matchAll(iconName)) if (name) names.add(name)
  }
  return [...names].sort()
}

/** The drawings of the named icons; an unknown name is an error, so that none is fetched at run time. */
export function drawIcons(names: readonly string[], set: IconSet): Record<string, string> {
  const drawn: Record<string, string> = {}
  for (const name of names) {
    const icon = set.icons[name] ?? set.icons[set.aliases?.[name]?.parent ?? '']
    if (!icon) throw new Error(`There is no lucide icon named ${name}`)
    drawn[name] = icon.body
  }
  return drawn
}
