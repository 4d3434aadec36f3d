import ui from '@nuxt/ui/vite'
import type { Plugin, PluginOption } from 'vite'
import { bundledIcons } from './bundled-icons.ts'

const neutralControl = { defaultVariants: { size: 'sm' } } as const

/**
 * Under `style-src 'self' 'nonce-…'` the kit may add no style of its own: its colours are in tokens.css,
 * and the two parts that must write a style element are given the page's nonce.
 */
function strictStyles(): Plugin {
  return {
    name: 'banyan:strict-styles',
    enforce: 'pre',
    load: (id) =>
      id.endsWith('@nuxt/ui/dist/runtime/plugins/colors.js')
        ? 'export default { install() {} }'
        : null,
    transform(code, id) {
      if (!id.endsWith('@nuxt/ui/dist/runtime/components/App.vue')) return null
      const opening = '<ConfigProvider '
      if (!code.includes(opening))
        throw new Error('The kit no longer opens a ConfigProvider in App.vue')
      return { code: code.replace(opening, `${opening}:nonce="props.nonce" `), map: null }
    },
  }
}

/** Under `script-src 'self'` the schemas must not try `new Function`: the attempt alone breaks the policy. */
function strictScripts(): Plugin {
  return {
    name: 'banyan:strict-scripts',
    enforce: 'pre',
    transform(code, id) {
      if (!id.endsWith('/zod/v4/core/core.js')) return null
      const config = 'export const globalConfig = globalThis.__zod_globalConfig;'
      if (!code.includes(config)) throw new Error('zod no longer keeps its config in core.js')
      return { code: code.replace(config, `${config} globalConfig.jitless = true;`), map: null }
    },
  }
}

/** Every Vite plugin that the kit needs, the same in both apps; `vue()` is added beside it. */
export function banyanKit(): PluginOption[] {
  return [
    bundledIcons(),
    strictStyles(),
    strictScripts(),
    ui({
      autoImport: false,
      components: false,
      dts: false,
      colorMode: false,
      icon: { clientBundle: false },
      ui: {
        colors: { primary: 'blue', neutral: 'slate' },
        button: { slots: { base: 'cursor-pointer rounded-sm' }, ...neutralControl },
        input: neutralControl,
        textarea: neutralControl,
        select: neutralControl,
        selectMenu: neutralControl,
        inputNumber: neutralControl,
        dropdownMenu: neutralControl,
        formField: neutralControl,
        modal: { slots: { title: 'text-base', footer: 'justify-end' } },
        slideover: { slots: { title: 'text-base' } },
      },
    }),
  ]
}
