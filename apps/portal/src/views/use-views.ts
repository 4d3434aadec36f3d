import { useWords } from '@banyan/ui/locale'
import { computed } from 'vue'
import { api, type Inputs, type Outputs } from '../api.ts'
import type { Failure } from '../failure.ts'
import { can } from '../session/session.ts'
import { useApiQuery } from '../use-api-query.ts'
import { useCommand } from '../use-command.ts'
import { viewRefusals } from './words.ts'

export type SavedView = Outputs['views']['list'][number]
export type ViewPage = Inputs['views']['list']['page']

const refreshes = ['views'] as const

/** The views of a page that this member of staff may open. */
export function useViews(page: ViewPage) {
  const query = useApiQuery(['views', 'list'], { page }, { enabled: () => can('see views') })
  return {
    views: computed(() => query.data.value ?? []),
    isReady: computed(() => !query.isPending.value || !can('see views')),
  }
}

export const viewActs = {
  save: () =>
    useCommand((input: Inputs['views']['save'], call) => api.views.save.mutate(input, call), {
      refreshes,
    }),
  change: () =>
    useCommand((input: Inputs['views']['change'], call) => api.views.change.mutate(input, call), {
      refreshes,
    }),
  share: () =>
    useCommand((input: Inputs['views']['share'], call) => api.views.share.mutate(input, call), {
      refreshes,
    }),
  lock: () =>
    useCommand((input: Inputs['views']['lock'], call) => api.views.lock.mutate(input, call), {
      refreshes,
    }),
  setDefault: () =>
    useCommand(
      (input: Inputs['views']['setDefault'], call) => api.views.setDefault.mutate(input, call),
      { refreshes },
    ),
  choose: () =>
    useCommand((input: Inputs['views']['choose'], call) => api.views.choose.mutate(input, call), {
      refreshes,
    }),
  remove: () =>
    useCommand((input: Inputs['views']['remove'], call) => api.views.remove.mutate(input, call), {
      refreshes,
    }),
}

/** Why an act on a view failed, in the reader's language. */
export function useViewRefusal() {
  const words = useWords(viewRefusals)
  return (failure: Failure | undefined): string | null => {
    if (!failure) return null
    const reasons: Readonly<Record<string, string>> = words.value
    return reasons[failure.reason ?? ''] ?? words.value.other
  }
}
