import { existsSync, globSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Plugin } from 'vite'
import { drawIcons, iconsNamedIn, type IconSet } from './icon-names.ts'

const require = createRequire(import.meta.url)
const workspace = fileURLToPath(new URL('../../../', import.meta.url))
const moduleId = 'virtual:nuxt-ui-icons'

function* sources(): Generator<string> {
  const kit = dirname(fileURLToPath(import.meta.resolve('@nuxt/ui/vite')))
  const patterns = [
    [workspace, '{apps,packages}/*/src/**/*.{ts,vue}'],
    [kit, 'shared/*.mjs'],
  ] as const
  for (const [cwd, pattern] of patterns) {
    for (const file of globSync(pattern, { cwd })) {
      const path = join(cwd, file)
      if (!/\.test\.ts$|testing\.ts$/.test(file) && existsSync(path))
        yield readFileSync(path, 'utf8')
    }
  }
}

function iconModule(): string {
  const set = JSON.parse(
    readFileSync(require.resolve('@iconify-json/lucide/icons.json'), 'utf8'),
  ) as IconSet
  const drawn = JSON.stringify(drawIcons(iconsNamedIn(sources()), set))
  return `const drawn = ${drawn}
export function init(addIcon) {
  for (const name in drawn) addIcon('lucide:' + name, { body: drawn[name], width: 24, height: 24 })
}`
}

/** Puts the icons that the apps and packages name into the build; must stand before the kit's own plugin. */
export function bundledIcons(): Plugin {
  return {
    name: 'banyan:bundled-icons',
    enforce: 'pre',
    resolveId: (id) => (id === moduleId ? moduleId : null),
    load: (id) => (id === moduleId ? iconModule() : null),
    handleHotUpdate({ server, file }) {
      const loaded = server.moduleGraph.getModuleById(moduleId)
      if (loaded && /\.(vue|ts)$/.test(file)) server.moduleGraph.invalidateModule(loaded)
    },
  }
}
