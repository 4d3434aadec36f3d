import { describe, expect, it } from 'vitest'
import { drawIcons, iconsNamedIn } from './icon-names.ts'

describe('bundling icons', () => {
  it('finds each named icon once, in order', () => {
    expect(
      iconsNamedIn([
        "icon: 'i-lucide-x'",
        '<UIcon name="i-lucide-arrow-up-right" />',
        'i-lucide-x',
      ]),
    ).toEqual(['arrow-up-right', 'x'])
  })

  it('draws an alias as its parent and refuses an unknown name', () => {
    const set = { icons: { pen: { body: '<path/>' } }, aliases: { edit: { parent: 'pen' } } }
    expect(drawIcons(['edit'], set)).toEqual({ edit: '<path/>' })
    expect(() => drawIcons(['nothing'], set)).toThrow('nothing')
  })
})
