/** A word by a name that may be unknown: one without words stays as it was recorded. */
export function namedIn(names: Readonly<Record<string, string>>, name: string): string {
  return names[name] ?? name
}
