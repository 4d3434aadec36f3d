/** What can be done to a customer from its place in the tree, in a form. */
export type NodeAct =
  | 'contact'
  | 'relate'
  | 'remove'
  | 'task'
  | 'visit'
  | 'message'
  | 'offer'
  | 'assign'
  | 'split'
  | 'move-out'
  | 'move-to'
  | 'parent'

/** The parts of the chosen customer's panel. */
export const nodeTabs = ['overview', 'relations', 'ownership', 'guarantees', 'limit'] as const
export type NodeTab = (typeof nodeTabs)[number]
