import fs from 'node:fs'
import path from 'node:path'

/** Paths that the document names in code spans and links, and that are not there. */
export function missingPaths(root: string, document: string): string[] {
  const file = path.join(root, document)
  if (!fs.existsSync(file)) return [`${document} is missing`]
  const text = fs.readFileSync(file, 'utf8')
  return [...new Set(pathsIn(text))]
    .filter((named) => !fs.existsSync(path.join(root, named)))
    .map((named) => `${document}: ${named} is not there`)
}

/** Only what is plainly a path of this project: no pattern, no placeholder, nothing a command makes. */
export function pathsIn(text: string): string[] {
  const spans = [...text.matchAll(/`([^`\n]+)`/g)].flatMap(([, span]) => (span ?? '').split(/\s+/))
  const links = [...text.matchAll(/\]\((?!\w+:|#)([^)\s#]+)/g)].map(([, link]) => link ?? '')
  const shape = /^(apps|packages|tooling|\.ci)(\/[\w.-]+)*\/?$|^[\w.-]+\.(md|json|ts|mjs|yaml)$/
  const inSpans = spans.filter((span) => shape.test(span) && span.includes('/'))
  return [...inSpans, ...links].filter((named) => !/[*…<>{}]/.test(named))
}
