import type { Outputs } from '../api.ts'
import { type Verdict, verdictOf } from './verdict.ts'

export type Officers = Outputs['analytics']['officers']

export type ToldOfficer = Officers['officers'][number] & { readonly verdict: Verdict }

/** Each officer, in the order given, with the finding against the whole. */
export function withVerdicts({ officers, whole }: Officers): ToldOfficer[] {
  return officers.map((officer) => ({
    ...officer,
    verdict: verdictOf(officer.interval, whole.rate),
  }))
}
