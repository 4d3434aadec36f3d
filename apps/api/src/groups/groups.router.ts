import { z } from 'zod'
import { shownName } from '../access/masking.ts'
import type { StaffContext } from '../access/staff-context.ts'
import { allowedTo, createRouter } from '../trpc.ts'
import { addRelation, RelationEntry } from './add-relation.ts'
import { readTreeAsOf, TreeOfMoment } from './as-of/read-tree-as-of.ts'
import { readTreeChanges, TreeSpan } from './as-of/read-tree-changes.ts'
import { addMember, GroupMember, removeMember } from './change-members.ts'
import { confirmGroup, GroupNamed } from './confirm-group.ts'
import { endRelation, RelationEnd } from './end-relation.ts'
import { listGroups } from './group-list.queries.ts'
import { GraphAsked, readGraph } from './graph/read-graph.ts'
import { PathAsked, readPath } from './graph/read-path.ts'
import {
  ContagionAsked,
  GuaranteesAround,
  readContagion,
  readGuarantees,
} from './guarantees/guarantee-answers.ts'
import { OwnershipOf, readOwnership } from './ownership/ownership-answers.ts'
import { decideGuarantee, GuaranteeDecision } from './guarantees/decide-guarantee.ts'
import {
  GuaranteeAsked,
  HeldGuarantees,
  listHeldGuarantees,
  readRingPreview,
} from './guarantees/read-held-guarantees.ts'
import { PapersOfGroup, readExpiredPapers } from './read-expired-papers.ts'
import { readTree, TreeOf } from './read-tree.ts'
import { correctRelation, RelationCorrection } from './relations/correct-relation.ts'
import {
  OfCustomer,
  OfRelation,
  readRelationHistory,
  readRelations,
} from './relations/read-relations.ts'
import { RelationCheck, verifyRelation } from './relations/verify-relation.ts'
import { GroupLimit, setGroupLimit } from './set-group-limit.ts'
import { ChildrenOf, NodeOf, readAncestors, readChildren, readSubtree } from './tree/read-nodes.ts'

const GroupFilter = z.strictObject({
  status: z.enum(['proposed', 'confirmed']).optional(),
  mine: z.boolean().optional(),
  after: z.strictObject({ id: z.uuid() }).optional(),
  limit: z.int().min(1).max(100).default(50),
})

async function groupPage(context: StaffContext, filter: z.infer<typeof GroupFilter>) {
  const { tx, institution, scope } = context
  const rows = await listGroups(tx, institution.id, scope, { ...filter, limit: filter.limit + 1 })
  const page = rows.slice(0, filter.limit)
  const last = page.at(-1)
  return {
    rows: page.map(({ rootKind, ...row }) => ({
      ...row,
      name: shownName(context, rootKind ?? '', row.name),
    })),
    next: rows.length > filter.limit && last ? { id: last.id } : null,
  }
}

export const groups = createRouter({
  list: allowedTo('see groups').read(GroupFilter, groupPage),
  tree: allowedTo('see groups').read(TreeOf, readTree),
  children: allowedTo('see groups').read(ChildrenOf, readChildren),
  ancestors: allowedTo('see groups').read(NodeOf, readAncestors),
  subtree: allowedTo('see groups').read(NodeOf, readSubtree),
  treeAsOf: allowedTo('see groups').read(TreeOfMoment, readTreeAsOf),
  treeChanges: allowedTo('see groups').read(TreeSpan, readTreeChanges),
  ownership: allowedTo('see groups').read(OwnershipOf, readOwnership),
  guarantees: allowedTo('see groups').read(GuaranteesAround, readGuarantees),
  contagion: allowedTo('see groups').read(ContagionAsked, readContagion),
  pathBetween: allowedTo('see groups').read(PathAsked, readPath),
  graph: allowedTo('see groups').read(GraphAsked, readGraph),
  expiredPapers: allowedTo('see groups').read(PapersOfGroup, readExpiredPapers),
  relations: allowedTo('see groups').read(OfCustomer, readRelations),
  relationHistory: allowedTo('see groups').read(OfRelation, readRelationHistory),
  addRelation: allowedTo('edit relations').write(RelationEntry, addRelation),
  endRelation: allowedTo('edit relations').write(RelationEnd, endRelation),
  correctRelation: allowedTo('edit relations').write(RelationCorrection, correctRelation),
  verifyRelation: allowedTo('verify relations').write(RelationCheck, verifyRelation),
  ringPreview: allowedTo('edit relations').read(GuaranteeAsked, readRingPreview),
  heldGuarantees: allowedTo('see groups').read(HeldGuarantees, listHeldGuarantees),
  decideGuarantee: allowedTo('release guarantees', { fresh: true }).write(
    GuaranteeDecision,
    decideGuarantee,
  ),
  addMember: allowedTo('edit groups').write(GroupMember, addMember),
  removeMember: allowedTo('edit groups').write(GroupMember, removeMember),
  confirm: allowedTo('confirm groups').write(GroupNamed, confirmGroup),
  setLimit: allowedTo('set group limits', { fresh: true }).write(GroupLimit, setGroupLimit),
})
