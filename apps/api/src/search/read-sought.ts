import { gramsSought } from '@banyan/domain/search/names'
import { readSearch } from '@banyan/domain/search/query'
import type { StaffContext } from '../access/staff-context.ts'
import { typedPinyin } from '../names/pinyin.ts'
import { foldedName } from '../names/searchable-name.ts'
import type { Sought } from './named.queries.ts'

type Keys = Pick<StaffContext, 'institution' | 'keys'>

/** What was typed, judged by form, in every form that something is kept in; its name is empty when nothing was. */
export function readSought({ institution, keys }: Keys, typed: string) {
  const { kind, value, name: plain, text } = readSearch(typed)
  const name = foldedName(plain)
  const digits = value.replace(/\D/g, '')
  const isCard = kind === 'name' && digits.length >= 13 && digits.length === name.length
  const sought: Sought = {
    institutionId: institution.id,
    name,
    grams: gramsSought(name),
    letters: kind === 'pinyin' ? typedPinyin(value) : null,
    text,
    number: kind === 'customer-number' || kind === 'group-number' ? value : null,
    code:
      kind === 'credit-code'
        ? { column: 'creditCode', value }
        : kind === 'lei'
          ? { column: 'lei', value }
          : null,
    digest:
      kind === 'identity-number'
        ? { field: 'id-number', value: keys.blindIndex('id-number', value) }
        : kind === 'mobile'
          ? { field: 'mobile', value: keys.blindIndex('mobile', value) }
          : isCard
            ? { field: 'card', value: keys.blindIndex('card', digits) }
            : null,
    lastFour:
      kind === 'last-four'
        ? {
            idNumber: keys.lastFour('id-number', value),
            mobile: keys.lastFour('mobile', value),
            card: keys.lastFour('card', value),
            text: value,
          }
        : null,
    byName: kind === 'name' || kind === 'pinyin' || kind === 'last-four',
  }
  return { kind, sought }
}
