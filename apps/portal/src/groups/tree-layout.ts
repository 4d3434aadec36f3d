import type { TableLayout } from '@banyan/ui/column-layout'
import { shallowRef } from 'vue'

/** The columns of trees as this person chose them; null until anything is chosen. */
export const treeLayout = shallowRef<TableLayout | null>(null)
