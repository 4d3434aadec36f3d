import { companyTypes, industrySections } from '@banyan/domain/customers/company'
import { customerKinds } from '@banyan/domain/customers/customer'
import { customerStatuses } from '@banyan/domain/customers/customer-status'
import { useWords } from '@banyan/ui/locale'
import { computed } from 'vue'
import { can } from '../session/session.ts'
import { useApiQuery } from '../use-api-query.ts'
import { conditionWords } from './condition-words.ts'
import { industryWords } from './field-words.ts'
import { regionWords } from './region-words.ts'
import { customerWords, wordOf } from './words.ts'

export interface Choice {
  readonly value: string
  readonly label: string
}

const listed = (names: Readonly<Record<string, string>>, values = Object.keys(names)): Choice[] =>
  values.map((value) => ({ value, label: names[value] ?? value }))

/** What can be chosen of each field of choices, by names; a field that is not here is typed freely. */
export function useChoices() {
  const words = useWords(customerWords)
  const said = useWords(conditionWords)
  const industries = useWords(industryWords)
  const regions = useWords(regionWords)
  const seesStaff = () => can('see colleagues')
  const branches = useApiQuery(['staff', 'branches'], undefined, { enabled: seesStaff })
  const managers = useApiQuery(
    ['staff', 'colleagues'],
    { role: 'customer-manager' },
    { enabled: seesStaff },
  )
  const products = useApiQuery(['applications', 'products'], undefined, {
    enabled: () => can('see applications'),
  })

  const choices = computed<Readonly<Record<string, readonly Choice[]>>>(() => {
    const { none: _, ...provinces } = regions.value
    const { none: __, ...tiers } = said.value.tiers
    return {
      kind: listed(words.value.kinds, [...customerKinds]),
      status: listed(words.value.statuses, [...customerStatuses]),
      companyType: listed(words.value.companyTypes, [...companyTypes]),
      industry: listed(industries.value, [...industrySections]).map(({ value, label }) => ({
        value,
        label: `${value} ${label}`,
      })),
      sex: listed(words.value.sexes),
      tier: listed(tiers),
      stage: listed(said.value.stages),
      guarantee: listed(said.value.guarantees),
      region: listed(provinces),
      branch: (branches.data.value ?? []).map(({ id, name }) => ({ value: id, label: name })),
      officer: (managers.data.value ?? []).map(({ id, name }) => ({ value: id, label: name })),
      product: (products.data.value ?? []).map(({ code, name }) => ({ value: code, label: name })),
    }
  })

  const fallbacks = computed<Readonly<Record<string, Readonly<Record<string, string>>>>>(() => ({
    tier: said.value.tiers,
    region: regions.value,
    group: said.value.groups,
    officer: { none: said.value.noOfficer },
    industry: { none: said.value.noIndustry },
  }))
  /** The name of a choice; what has none is shown as it is. */
  function nameOf(field: string, value: string): string {
    const found = choices.value[field]?.find((choice) => choice.value === value)
    return found?.label ?? wordOf(fallbacks.value[field] ?? {}, value)
  }
  return { choices, nameOf }
}
