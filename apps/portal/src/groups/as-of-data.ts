import { subtreeTotals } from '@banyan/domain/groups/tree-totals'
