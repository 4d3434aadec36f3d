import { spreadRules } from '@banyan/domain/warnings/default-warning-rules'
import { useLocale } from '@banyan/ui/locale'
import { computed } from 'vue'
import { warningRulesIn } from '../post-loan-rules/use-post-loan-rules.ts'
import { can } from '../session/session.ts'
import { useApiQuery } from '../use-api-query.ts'

/** The names of the warning rules in force by their codes, and of what warnings of others become. */
export function useRuleNames() {
  const { locale } = useLocale()
  const { data } = useApiQuery(
    ['postLoanRules', 'list'],
    { kind: 'warning' },
    { enabled: () => can('see post-loan rules') },
  )
  const names = computed(() => {
    const rules = data.value ? warningRulesIn(data.value.inForce.body) : []
    const all = [...rules, ...Object.values(spreadRules)]
    return new Map(all.map(({ code, name }) => [code, name[locale.value]]))
  })
  return { names, nameOf: (code: string) => names.value.get(code) ?? code }
}
