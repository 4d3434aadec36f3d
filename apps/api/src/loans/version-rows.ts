import type { Effect, LoanState } from '@banyan/domain/loans/course/loan-state'
import type { Taking } from './enter-event.ts'
import type { LoanBundle } from './loan-rows.ts'

/** The schedules that the effects made, and the rows they replace. */
export function recordVersions(
  bundle: LoanBundle,
  { effects, state }: { effects: readonly Effect[]; state: LoanState },
  taking: Taking,
): void {
  const { loan, instalments } = bundle
  const { institutionId, id: loanId } = loan
  const made = effects.flatMap(({ version }) => (version && version.version > 1 ? [version] : []))
  if (made.length === 0) return
  for (const { version, from, eventId, reason } of made) {
    const plan = { plan: version === state.version ? state.plan : null }
    const madeAt = taking.at(taking.businessDay ?? from)
    const row = { version, validFrom: from, eventId, reason, plan, madeAt }
    bundle.versions.push({ institutionId, loanId, ...row })
  }
  const stays = new Set(state.instalments.map(({ number, version }) => `${version} ${number}`))
  for (const { version, number, dueOn, principal, interest, fee } of instalments) {
    if (stays.has(`${version} ${number}`)) continue
    const amounts = { principal, interest, fee }
    bundle.superseded.push({ institutionId, loanId, version, number, dueOn, ...amounts })
  }
}
