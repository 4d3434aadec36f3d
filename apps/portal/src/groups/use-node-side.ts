import { computed, nextTick, ref, watch, type Ref } from 'vue'
import type { NodeAlert } from './alerts/node-alerts.ts'
import type { MemberRow } from './member-row.ts'
import type { NodeTab } from './node-act.ts'

interface Side {
  readonly row: Readonly<Ref<MemberRow | undefined>>
  readonly active: Ref<number | null>
  readonly tab: Ref<NodeTab>
  readonly isPanelShut: Ref<boolean>
  readonly isNarrow: Readonly<Ref<boolean>>
}

/** Whether the chosen customer is shown beside the tree, or over it on a narrow screen, and what is asked of it. */
export function useNodeSide({ row, active, tab, isPanelShut, isNarrow }: Side) {
  const isSheetOpen = ref(false)
  const isSideOpen = computed({
    get: () => (isNarrow.value ? isSheetOpen.value : !isPanelShut.value),
    set: (isOpen) => {
      if (isNarrow.value) isSheetOpen.value = isOpen
      else isPanelShut.value = !isOpen
    },
  })

  /** The alert of the chosen customer that was asked about in the tree. */
  const asked = ref<NodeAlert['what'] | null>(null)
  watch(
    () => row.value?.id,
    () => (asked.value = null),
  )
  async function tell(member: MemberRow, what: NodeAlert['what']) {
    active.value = member.key
    isSideOpen.value = true
    tab.value = 'overview'
    await nextTick()
    asked.value = what
  }
  return { isSideOpen, asked, tell }
}
