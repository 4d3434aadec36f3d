import { useLocale } from '@banyan/ui/locale'
import { api, type Inputs } from '../api.ts'
import { useCommand } from '../use-command.ts'

type Start = Omit<Inputs['imports']['start'], 'language'>

/** Sends a kept file on its way; reasons of refused rows are written in the reader's language. */
export function useStartImport(onDone: () => void) {
  const { locale } = useLocale()
  return useCommand(
    (input: Start, call) => api.imports.start.mutate({ ...input, language: locale.value }, call),
    { refreshes: ['imports'], onDone },
  )
}
