import { addMonths, type Day, daysBetween } from '@banyan/domain/calendar'
import { birthDateOf } from '@banyan/domain/customers/identity-number'
import { type Money, money } from '@banyan/domain/money'
import { defaultScorecards } from '@banyan/domain/scoring/default-scorecards'
import { type Score, scoreApplicant, type ScoreInputs } from '@banyan/domain/scoring/score'
import {
  companyInputs,
  personInputs,
  type RepaymentBehaviour,
} from '@banyan/domain/scoring/score-inputs'
import { monthlyInstalment } from '../src/scoring/score-application.ts'
import type { Party } from './parties.ts'
import type { WholeTerms } from './terms.ts'

/** The score of an application on a day, from the file and the loans as they stood then. */
export function scoreOn(
  { details, loans, guaranteesGiven }: Party,
  terms: WholeTerms,
  on: Day,
): { inputs: ScoreInputs; score: Score } {
  const { behaviour, monthlyDue } = paymentRecordOn(loans, on)
  const inputs =
    details.kind === 'person'
      ? personInputs(
          {
            bornOn: birthDateOf(details.idNumber),
            annualIncome: details.annualIncome,
            occupation: details.occupation,
            assetKinds: details.assets.map(({ kind }) => kind),
            behaviour,
            monthlyDue,
            newMonthlyDue: monthlyInstalment({ businessDay: on }, terms),
          },
          on,
        )
      : companyInputs(
          {
            establishedOn: details.establishedOn,
            registeredCapital: details.registeredCapital,
            guaranteesGiven,
            guarantee: terms.guarantee,
            behaviour,
          },
          on,
        )
  return { inputs, score: scoreApplicant(defaultScorecards[details.kind], inputs) }
}

/** How the loans of a customer had been repaid by a day, as the operation's query counts it. */
function paymentRecordOn(
  loans: Party['loans'],
  on: Day,
): { behaviour: RepaymentBehaviour; monthlyDue: Money } {
  const [since, until] = [addMonths(on, -24), addMonths(on, 1)]
  let [fallenDue, lateInstalments, mostDaysLate, monthlyDue] = [0, 0, 0, 0]
  for (const { loan, instalments } of loans) {
    if (loan.disbursedOn > on) continue
    for (const { dueOn, settledOn, principal, interest } of instalments) {
      const isSettled = settledOn !== null && settledOn <= on
      if (dueOn >= on) {
        if (!isSettled && dueOn > on && dueOn <= until) monthlyDue += principal + interest
        continue
      }
      fallenDue += 1
      const end = isSettled && settledOn !== null ? settledOn : on
      if (dueOn >= since && end > dueOn) lateInstalments += 1
      mostDaysLate = Math.max(mostDaysLate, daysBetween(dueOn, end))
    }
  }
  const hasHistory = fallenDue > 0
  return {
    behaviour: {
      lateInstalments: hasHistory ? lateInstalments : null,
      mostDaysLate: hasHistory ? mostDaysLate : null,
    },
    monthlyDue: money(monthlyDue),
  }
}
