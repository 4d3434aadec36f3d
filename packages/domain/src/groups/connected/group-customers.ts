import type { GraphRelation } from '../graph-relation.ts'
import type { RelationRole } from '../relation.ts'
import { controlSets } from './control-sets.ts'
import { compareSets, type DerivedReason, type DerivedSet, derivedSet } from './derived-set.ts'

/** Up to three generations in direct line and two collateral (2010 guideline). */
const closeFamily: readonly (RelationRole | null)[] = [
  null,
  'spouse',
  'parent-child',
  'grandparent-grandchild',
  'sibling',
  'collateral',
]
const keyManagers: readonly (RelationRole | null)[] = [
  null,
  'legal-representative',
  'chief-executive',
  'executive',
  'director',
]
/** From here an investor is taken to have significant influence (企业会计准则第2号 Art. 2, guidance). */
const mainInvestor = 20_000_000

/**
 * 集团客户 after 商业银行集团客户授信业务风险管理指引 (2010) Art. 3: companies of which one controls the others, which a
 * third party controls, or which a company's main individual investors or key managers control, alone or
 * with close family. At least two companies. Relations likely to move profits (no. 4) are for people to see.
 */
export function groupCustomers(
  relations: readonly GraphRelation[],
  { isPerson }: { isPerson: (id: string) => boolean },
): DerivedSet[] {
  const kinships = relations.filter(
    ({ kind, role, from, to }) =>
      kind === 'family' && closeFamily.includes(role ?? null) && isPerson(from) && isPerson(to),
  )
  const inConcert = kinships.map(({ from, to }): GraphRelation => ({
    kind: 'concerted-action',
    from,
    to,
  }))
  const sets = controlSets([...relations, ...inConcert])
  const keyReasons = keyPersonReasons(relations, isPerson)
  return familiesOf([...sets.keys()], kinships, keyReasons)
    .map(({ family, kin }) => {
      const own = family.flatMap((id) => sets.get(id) ?? [])
      const controlled = new Set(own.flatMap((set) => [...set.controlled]))
      const led = family
        .flatMap((id) => keyReasons.get(id) ?? [])
        .filter(({ to }) => !controlled.has(to))
      return derivedSet(
        'control',
        own.map(({ head }) => head),
        [...family, ...controlled, ...led.map(({ to }) => to)],
        [...own.flatMap(({ reasons }) => reasons), ...led, ...kin],
      )
    })
    .filter(({ members }) => members.filter((id) => !isPerson(id)).length > 1)
    .sort(compareSets)
}

/** The companies each person leads as key manager or has a main investment in. */
function keyPersonReasons(
  relations: readonly GraphRelation[],
  isPerson: (id: string) => boolean,
): Map<string, DerivedReason[]> {
  const found = new Map<string, DerivedReason[]>()
  for (const { id, kind, role, from, to, percent } of relations) {
    const isManager = kind === 'officer' && keyManagers.includes(role ?? null)
    const isInvestor = kind === 'ownership' && (percent ?? 0) >= mainInvestor
    if (!isPerson(from) || !(isManager || isInvestor)) continue
    const reasons = found.get(from) ?? []
    found.set(from, reasons)
    reasons.push({
      kind: 'key-person',
      from,
      to,
      share: kind === 'ownership' ? (percent ?? null) : null,
      relationIds: id === undefined ? [] : [id],
    })
  }
  return found
}

/** Each head with its close family, as far as they are heads or key persons too, and the kinships between them. */
function familiesOf(
  heads: readonly string[],
  kinships: readonly GraphRelation[],
  keyReasons: ReadonlyMap<string, unknown>,
): { family: string[]; kin: DerivedReason[] }[] {
  const counts = new Set([...heads, ...keyReasons.keys()])
  const relatives = new Map<string, GraphRelation[]>()
  for (const kinship of kinships) {
    if (!counts.has(kinship.from) || !counts.has(kinship.to)) continue
    for (const id of [kinship.from, kinship.to]) {
      const list = relatives.get(id)
      if (list) list.push(kinship)
      else relatives.set(id, [kinship])
    }
  }
  const passed = new Set<string>()
  return heads.flatMap((head) => {
    if (passed.has(head)) return []
    const family = new Set([head])
    const kin = new Set<GraphRelation>()
    for (const id of family) {
      for (const kinship of relatives.get(id) ?? []) {
        family.add(kinship.from).add(kinship.to)
        kin.add(kinship)
      }
    }
    for (const id of family) passed.add(id)
    return [{ family: [...family], kin: [...kin].map(familyReason) }]
  })
}

function familyReason({ id, from, to }: GraphRelation): DerivedReason {
  return { kind: 'family', from, to, share: null, relationIds: id === undefined ? [] : [id] }
}
