import { useLocale } from '@banyan/ui/locale'

interface Account {
  readonly name: string
  readonly nameEn: string
}

/** What an account is called in the reader's language; nothing where the chart has it no more. */
export function useAccountName() {
  const { locale } = useLocale()
  return (account: Account | null): string =>
    account === null ? '' : locale.value === 'zh' ? account.name : account.nameEn
}
