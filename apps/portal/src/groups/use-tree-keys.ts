import { useWords } from '@banyan/ui/locale'
import { useShortcuts } from '@banyan/ui/shortcuts'
import { uiWords } from '@banyan/ui/words'
import { useStatusHints } from '../shell/status-hints.ts'
import { groupWords } from './words.ts'

interface TreeActs {
  readonly find: () => void
  readonly apply: () => void
  readonly file: () => void
  readonly contact: () => void
  readonly lens: () => void
}

/** The single keys of the tree page, and the line that tells of them. */
export function useTreeKeys(acts: TreeActs): void {
  const words = useWords(groupWords)
  const ui = useWords(uiWords)
  useShortcuts({ '/': acts.find }, document)
  useShortcuts({ n: acts.apply, o: acts.file, c: acts.contact, v: acts.lens })
  useStatusHints(() => {
    const { hints } = words.value
    return [
      { keys: ['↑', '↓'], does: hints.move },
      { keys: ['←', '→'], does: hints.fold },
      { keys: ['*'], does: hints.subtree },
      { keys: ['/'], does: hints.find },
      { keys: ['↵'], does: hints.open },
      { keys: ['X'], does: ui.value.select },
      { keys: ['V'], does: hints.lens },
      { keys: ['N'], does: hints.apply },
      { keys: ['O'], does: hints.file },
      { keys: ['C'], does: hints.contact },
    ]
  })
}
