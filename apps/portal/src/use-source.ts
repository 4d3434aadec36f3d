import { sourceIn } from '@banyan/domain/delivered-sources'
import { useLocale } from '@banyan/ui/locale'

/** What figures rest on, in the reader's language. */
export function useSource(): (cited: string) => string {
  const { locale } = useLocale()
  return (cited) => sourceIn(locale.value, cited)
}
