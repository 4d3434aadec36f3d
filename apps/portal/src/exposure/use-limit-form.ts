import { isDay } from '@banyan/domain/calendar'
import { computed, reactive } from 'vue'
import { enteredWan } from '../groups/entered-numbers.ts'

const empty = { amount: '', kind: 'revolving', validTo: '', note: '' }

/** A limit as it is typed, of a customer or a group; `words` say what is still missing. */
export function useLimitForm(words: () => { badAmount: string; giveReason: string }) {
  const form = reactive({ ...empty })
  const amount = computed(() => enteredWan(form.amount))
  return {
    form,
    amount,
    clear: () => Object.assign(form, empty),
    amountError: computed(() =>
      form.amount !== '' && amount.value === null ? words().badAmount : null,
    ),
    refusal: computed(() => {
      if (amount.value === null) return words().badAmount
      return [...form.note.trim()].length < 2 ? words().giveReason : null
    }),
    /** What was typed, or null while something is missing. */
    typed: computed(() => {
      const note = form.note.trim()
      if (amount.value === null || [...note].length < 2) return null
      const validTo = isDay(form.validTo) ? form.validTo : null
      return { amount: amount.value, isRevolving: form.kind === 'revolving', validTo, note }
    }),
  }
}
