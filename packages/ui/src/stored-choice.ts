import { readonly, ref, type Ref } from 'vue'

export interface StoredChoice<Option extends string> {
  readonly value: Readonly<Ref<Option>>
  choose(option: Option): void
}

/** One of a few options, kept in this browser; an unknown or unreadable stored value falls back. */
export function storedChoice<const Option extends string>(
  key: string,
  options: readonly Option[],
  fallback: Option,
): StoredChoice<Option> {
  const value = ref(read(key, options) ?? fallback) as Ref<Option>
  return {
    value: readonly(value) as Readonly<Ref<Option>>,
    choose(option) {
      value.value = option
      try {
        localStorage.setItem(key, option)
      } catch {
        value.value = option
      }
    },
  }
}

function read<Option extends string>(key: string, options: readonly Option[]): Option | undefined {
  try {
    const stored = localStorage.getItem(key)
    return options.find((option) => option === stored)
  } catch {
    return undefined
  }
}
