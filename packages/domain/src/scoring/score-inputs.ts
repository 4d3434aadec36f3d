import type { Day } from '../calendar.ts'
import { ageOn } from '../customers/identity-number.ts'
import type { Money } from '../money.ts'
import type { ScoreInputs } from './score.ts'

/** How past loans were repaid; nulls where the customer has had none with us. */
export interface RepaymentBehaviour {
  /** Instalments due in the last 24 months that were paid late or still are unpaid. */
  lateInstalments: number | null
  mostDaysLate: number | null
}

export interface PersonFacts {
  bornOn: Day | null
  annualIncome: Money | null
  occupation: string | null
  assetKinds: readonly string[]
  behaviour: RepaymentBehaviour
  /** What falls due each month on present loans, and on the one applied for. */
  monthlyDue: Money
  newMonthlyDue: Money
}

export interface CompanyFacts {
  establishedOn: Day | null
  registeredCapital: Money | null
  guaranteesGiven: Money
  guarantee: string
  behaviour: RepaymentBehaviour
}

/** Words that occur in occupations as they are entered, first match first. */
const employments: readonly (readonly [employment: string, words: RegExp])[] = [
  ['none', /无业|待业|失业|unemployed/i],
  ['public', /公务|教师|医生|护士|事业单位|军人|警|civil servant|teacher|doctor|nurse/i],
  ['farmer', /农|牧|渔|养殖|种植|farmer/i],
  ['self-employed', /个体|自由|经营|店主|业主|老板|创业|self-employed|owner/i],
]

function employmentOf(occupation: string | null): string | null {
  if (occupation === null || occupation.trim() === '') return null
  return employments.find(([, words]) => words.test(occupation))?.[0] ?? 'company'
}

/** Percent, rounded down; null when there is nothing to measure against. */
function percentOf(part: number, whole: number | null): number | null {
  return whole === null || whole <= 0 ? null : Math.floor((part * 100) / whole)
}

/** What the card for persons asks for. Income is yuan a month; what the file lacks is null. */
export function personInputs(facts: PersonFacts, on: Day): ScoreInputs {
  const { bornOn, annualIncome, behaviour } = facts
  const monthlyIncome = annualIncome === null ? null : Math.floor(annualIncome / 12)
  return {
    age: bornOn === null ? null : ageOn(bornOn, on),
    'monthly-income': monthlyIncome === null ? null : Math.floor(monthlyIncome / 100),
    'debt-to-income': percentOf(facts.monthlyDue + facts.newMonthlyDue, monthlyIncome),
    'months-employed': null,
    'overdue-24-months': behaviour.lateInstalments,
    'most-days-late': behaviour.mostDaysLate,
    'inquiries-6-months': null,
    housing: facts.assetKinds.includes('real-estate') ? 'owned' : null,
    employment: employmentOf(facts.occupation),
  }
}

/** What the card for companies asks for; the figures of its statements are null until they are kept. */
export function companyInputs(facts: CompanyFacts, on: Day): ScoreInputs {
  const { establishedOn, registeredCapital, guaranteesGiven, behaviour } = facts
  return {
    'years-established': establishedOn === null ? null : ageOn(establishedOn, on),
    'annual-revenue': null,
    'revenue-growth': null,
    'liabilities-to-assets': null,
    'current-ratio': null,
    'interest-cover': null,
    'overdue-24-months': behaviour.lateInstalments,
    'guarantees-to-net-assets': percentOf(guaranteesGiven, registeredCapital),
    collateral: facts.guarantee,
  }
}
