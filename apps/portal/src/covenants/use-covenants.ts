import { unitOfMeasure, type CovenantMeasure } from '@banyan/domain/covenants/covenant'
import { formatAmount, formatRate, useAmountUnit } from '@banyan/ui/amounts'
import { useWords } from '@banyan/ui/locale'
import { api, type Inputs, type Outputs } from '../api.ts'
import { statementWords } from '../customers/statement-words.ts'
import { namedIn } from '../named-in.ts'
import { useCommand } from '../use-command.ts'
import { covenantWords } from './words.ts'

export type Covenant = Outputs['covenants']['list']['rows'][number]
export type CovenantTest = Outputs['covenants']['tests']['rows'][number]

type Asked = Inputs['covenants']
const refreshes = ['covenants', 'warnings', 'tasks', 'timeline']
const { covenants } = api

export const covenantActs = {
  add: () =>
    useCommand((input: Asked['add'], call) => covenants.add.mutate(input, call), { refreshes }),
  end: () =>
    useCommand((input: Asked['end'], call) => covenants.end.mutate(input, call), { refreshes }),
  propose: () =>
    useCommand(
      (input: Asked['proposeResolution'], call) => covenants.proposeResolution.mutate(input, call),
      { refreshes },
    ),
  decide: () =>
    useCommand(
      (input: Asked['decideResolution'], call) => covenants.decideResolution.mutate(input, call),
      { refreshes },
    ),
}

/** How measures are called, and how their values read in their own unit. */
export function useCovenantText() {
  const words = useWords(covenantWords)
  const statement = useWords(statementWords)
  const { amountUnit } = useAmountUnit()
  const nameOf = (measure: string) =>
    namedIn({ ...statement.value.ratioNames, ...statement.value.lines }, measure)
  function valueOf(measure: string, value: number | null): string {
    if (value === null) return '–'
    const unit = unitOfMeasure(measure as CovenantMeasure)
    if (unit === 'money') return formatAmount(value, amountUnit.value)
    return unit === 'days'
      ? words.value.days(String(value))
      : formatRate(Math.round(value / 10_000) * 10_000)
  }
  return { nameOf, valueOf, statement }
}
