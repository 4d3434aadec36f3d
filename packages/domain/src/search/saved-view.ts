import { z } from 'zod'
import { ConditionTree } from './condition-tree.ts'
import { ChosenFacets } from './facets.ts'
import { layoutParts } from './layout.ts'

/** The pages whose lists can be kept as views. */
const viewPages = [
  'customers',
  'groups',
  'loans',
  'applications',
  'overdue',
  'search',
  'tree',
  'exposures',
] as const
export const ViewPage = z.enum(viewPages)
export type ViewPage = z.infer<typeof ViewPage>

export const viewSharings = ['mine', 'branch', 'institution'] as const
export type ViewSharing = (typeof viewSharings)[number]

/** A person keeps at most this many views. */
export const mostViews = 100

/** What a list is asked and how it is shown. */
export const ViewBody = z.strictObject({
  text: z.string().max(200).optional(),
  filter: ConditionTree.nullish(),
  chosen: ChosenFacets.optional(),
  /** Conditions of a page that are not the customers list's, written as its address has them. */
  where: z
    .string()
    .min(1)
    .max(2_000)
    .regex(/^[a-z]+(>=|<=|!=|=)[\w.~%!'()*<>=-]*$/)
    .optional(),
  sort: z
    .string()
    .max(40)
    .regex(/^-?[\w.]+$/)
    .optional(),
  ...layoutParts,
})
export type ViewBody = z.infer<typeof ViewBody>

export const ViewName = z.string().trim().min(1, 'missing').max(40, 'too-long')

export interface ViewFacts {
  ownerId: string
  isLocked: boolean
  sharing: ViewSharing
}

export interface ViewChanger {
  staffId: string
  /** Whether a view shared so widely may be changed by this person. */
  mayShare: boolean
  /** Administrators of views: they lock, and change what is locked. */
  mayGovern: boolean
}

export type ViewRefusal = 'view-is-locked' | 'view-is-not-yours'

/** Why a view may not be changed or removed by somebody, or null: a locked one only by who governs views. */
export function viewChangeRefusal(view: ViewFacts, changer: ViewChanger): ViewRefusal | null {
  if (changer.mayGovern && view.sharing !== 'mine') return null
  if (view.isLocked) return 'view-is-locked'
  if (view.ownerId === changer.staffId) return null
  return view.sharing !== 'mine' && changer.mayShare ? null : 'view-is-not-yours'
}
