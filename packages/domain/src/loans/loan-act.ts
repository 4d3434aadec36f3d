export type LoanActRefusal = 'act-is-decided' | 'own-act' | 'not-own-act'

export interface LoanActQuestion {
  step: 'decide' | 'withdraw'
  status: string
  madeBy: string
  staffId: string
}

/** Why this person cannot take the step on an act of two people, or null: who asked never decides. */
export function actRefusal(question: LoanActQuestion): LoanActRefusal | null {
  const { step, status, madeBy, staffId } = question
  if (status !== 'waiting') return 'act-is-decided'
  if (step === 'decide') return madeBy === staffId ? 'own-act' : null
  return madeBy === staffId ? null : 'not-own-act'
}
