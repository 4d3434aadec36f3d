import {
  allowedBy,
  exposureLimits,
  institutionKinds,
} from '@banyan/domain/decisions/exposure-limits'
import type { Dossier } from './use-application.ts'

/** What the application would add: nothing once it is decided, as it then stands in the reservations. */
export function proposedOf({ status }: Pick<Dossier, 'status'>, amount: number | null): number {
  const isDecided = ['approved', 'contracted', 'disbursed', 'declined', 'withdrawn'].includes(
    status,
  )
  return isDecided ? 0 : (amount ?? 0)
}

/** The most the whole group may owe an institution of this kind; null when its base is unknown. */
export function groupCap(
  institutionKind: string,
  bases: Dossier['exposure']['capitalBases'],
): number | null {
  const kind = institutionKinds.find((each) => each === institutionKind)
  const limit = kind && exposureLimits[kind].find(({ scope }) => scope === 'group-credit')
  return limit ? allowedBy(limit, bases) : null
}
