import { densities, type Density } from '@banyan/ui/column'
import { storedChoice } from '@banyan/ui/stored-choice'
import { computed } from 'vue'

const choice = storedChoice('banyan-tree-density', densities, 'compact')

/** How close the rows of trees stand, as this user chose it. */
export const treeDensity = computed<Density>({ get: () => choice.value.value, set: choice.choose })
