import type { KeyGroup } from '@banyan/ui/key-group'
import type { shellWords } from './words.ts'

/** What the `?` sheet lists on every page. */
export function keySheet({ keyGroups, keyNames }: (typeof shellWords)['zh']): KeyGroup[] {
  return [
    {
      title: keyGroups.everywhere,
      keys: [
        { keys: ['Ctrl', 'K'], does: keyNames.search },
        { keys: ['G', 'H', 'T', 'C', 'A'], does: keyNames.go },
        { keys: ['?'], does: keyNames.sheet },
      ],
    },
    {
      title: keyGroups.lists,
      keys: [
        { keys: ['J', 'K'], does: keyNames.next },
        { keys: ['Enter'], does: keyNames.open },
      ],
    },
    {
      title: keyGroups.trees,
      keys: [
        { keys: ['↑', '↓'], does: keyNames.next },
        { keys: ['←', '→'], does: keyNames.toggle },
        { keys: ['*'], does: keyNames.subtree },
        { keys: ['X'], does: keyNames.select },
        { keys: ['Enter'], does: keyNames.open },
      ],
    },
  ]
}
