import { isRole } from '@banyan/domain/access/roles'
import { formatCount, formatFullAmount } from '@banyan/ui/amounts'
import { useWords } from '@banyan/ui/locale'
import { roleName } from '../session/role-name.ts'
import { can } from '../session/session.ts'
import { sessionWords } from '../session/words.ts'
import { useApiQuery } from '../use-api-query.ts'
import { detailLines } from './detail-lines.ts'
import { fieldWords } from './field-words.ts'
import { auditWords } from './words.ts'

const amounts = new Set(['amount', 'principal', 'interest', 'balance'])

/** Fields and values of an event's detail as people read them; what has no words stays as it was recorded. */
export function useDetailText() {
  const words = useWords(auditWords)
  const fields = useWords(fieldWords)
  const names = useWords(sessionWords)
  const branches = useApiQuery(['staff', 'branches'], undefined, {
    enabled: () => can('see colleagues'),
  })

  function fieldName(field: string): string {
    const known: Readonly<Record<string, string>> = fields.value
    return field
      .split('.')
      .map((part) => known[part] ?? part)
      .join(' · ')
  }

  /** `action` tells what a bare number is: a group's limit is money, a count of rows is not. */
  function valueText(value: unknown, field: string, action: string): string {
    if (value === null || value === undefined || value === '') return '–'
    if (Array.isArray(value)) {
      return value.map((each) => valueText(each, field, action)).join(words.value.comma) || '–'
    }
    if (typeof value === 'boolean') return value ? words.value.yes : words.value.no
    if (typeof value === 'number') {
      const isAmount = amounts.has(field) || (field === '' && action === 'limit set')
      return isAmount ? formatFullAmount(value) : formatCount(value)
    }
    if (typeof value !== 'string') return JSON.stringify(value)
    if (isRole(value)) return roleName(value, names.value)
    const known: Readonly<Record<string, string>> = words.value.values
    return known[value] ?? branches.data.value?.find(({ id }) => id === value)?.name ?? value
  }

  /** A whole detail on one line. */
  function summary({ detail, action }: { detail: Record<string, unknown>; action: string }) {
    return detailLines(detail)
      .lines.map(({ field, before, after }) => {
        const name = field && `${fieldName(field)} `
        const was = before === undefined ? '' : `${valueText(before, field, action)} → `
        return `${name}${was}${valueText(after, field, action)}`
      })
      .join(' · ')
  }

  return { fieldName, valueText, summary }
}
