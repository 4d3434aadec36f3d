import type { Stage as CaseStage } from '@banyan/domain/applications/stage-rail'
import { stages as caseStages } from '@banyan/domain/applications/stage-rail'
import { useWords } from '@banyan/ui/locale'
import { type Stage, stages } from '@banyan/ui/stage'
import { computed, type MaybeRefOrGetter, toValue } from 'vue'
import { api, type Outputs } from '../api.ts'
import type { Failure } from '../failure.ts'
import { useApiQuery } from '../use-api-query.ts'
import { useCommand } from '../use-command.ts'
import { fieldWords } from './field-words.ts'
import { failureText, refusalText, refusalWords } from './refusals.ts'

export type Dossier = Outputs['applications']['get']
export type ApplicationLine = Outputs['applications']['list']['rows'][number]

export function useApplication(id: MaybeRefOrGetter<string | undefined>) {
  return useApiQuery(['applications', 'get'], () => ({ applicationId: toValue(id) ?? '' }), {
    enabled: () => toValue(id) !== undefined,
  })
}

/** Reasons and failures in the reader's language. */
export function useRefusals() {
  const words = useWords(refusalWords)
  const fields = useWords(fieldWords)
  return computed(() => ({
    reason: (reason: string | null | undefined) => refusalText(reason, words.value, fields.value),
    failure: (failure: Failure | undefined) => failureText(failure, words.value, fields.value),
  }))
}

const refreshes = ['applications', 'decisions', 'home'] as const

/** Every step that the page of an application offers. */
export function useApplicationSteps() {
  const { applications, scoring } = api
  return {
    submit: useCommand(
      (input: { applicationId: string; version: number }, call) =>
        applications.submit.mutate(input, call),
      { refreshes },
    ),
    startReview: useCommand(
      (input: { applicationId: string; version: number }, call) =>
        applications.startReview.mutate(input, call),
      { refreshes },
    ),
    passReview: useCommand(
      (input: { applicationId: string; version: number }, call) =>
        scoring.passReview.mutate(input, call),
      { refreshes },
    ),
    score: useCommand(
      (input: { applicationId: string; version: number }, call) =>
        scoring.score.mutate(input, call),
      { refreshes },
    ),
    return: useCommand(
      (input: { applicationId: string; version: number; note: string }, call) =>
        applications.return.mutate(input, call),
      { refreshes },
    ),
    withdraw: useCommand(
      (input: { applicationId: string; version: number; note: string }, call) =>
        applications.withdraw.mutate(input, call),
      { refreshes },
    ),
  }
}

/** The mark that the kit draws for a stage of the domain; both name the same nine. */
export function markOf(stage: CaseStage): Stage {
  return stages[caseStages.indexOf(stage)] ?? 'intake'
}
