/** What can be done to a customer from its place in the tree, in a form. */
export type NodeAct = 'contact' | 'relate' | 'remove'
