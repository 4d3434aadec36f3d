import type { RelationKind } from '@banyan/domain/groups/relation'

/** What a lens shows, or a path may lead along. */
export const layerKinds = {
  ownership: ['ownership', 'branch'],
  control: ['control', 'actual-controller', 'concerted-action'],
  guarantee: ['guarantee', 'joint-borrower'],
  family: ['family'],
  officer: ['officer'],
  dependence: ['trade', 'same-source'],
  weak: ['same-address', 'same-contact'],
} as const satisfies Record<string, readonly RelationKind[]>
export type Layer = keyof typeof layerKinds

export const lensLayers = ['ownership', 'control', 'guarantee'] as const
export const pathLayers = [
  'ownership',
  'control',
  'guarantee',
  'family',
  'officer',
  'dependence',
  'weak',
] as const satisfies readonly Layer[]

export const kindsOf = (layers: readonly Layer[]): RelationKind[] =>
  layers.flatMap((layer) => [...layerKinds[layer]])
