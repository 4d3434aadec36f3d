import { defineWords } from '@banyan/ui/locale'

/** The schedules that a loan has had, side by side. */
export const versionWords = defineWords({
  zh: {
    left: '左栏版本',
    right: '右栏版本',
    option: (version: string, from: string, why: string) =>
      `第 ${version} 版 · ${from} 起 · ${why}`,
    only: '还款计划没有改过',
    onlyHint: '提前还款、调整利率、展期或重组后，新旧两版在这里并排对照，旧版保留。',
    changedOnly: '只看变化',
    allSame: '两版没有差别',
    inAll: '合计',
    count: (count: string) => `${count} 期`,
    change: '变化',
    differences: { same: '相同', changed: '改变', added: '新增', dropped: '取消' },
  },
  en: {
    left: 'Version on the left',
    right: 'Version on the right',
    option: (version: string, from: string, why: string) =>
      `Version ${version} · from ${from} · ${why}`,
    only: 'The schedule was never changed',
    onlyHint:
      'After an early repayment, a rate reset, an extension or a restructuring the old and the new stand here side by side.',
    changedOnly: 'Changes only',
    allSame: 'The two do not differ',
    inAll: 'In all',
    count: (count: string) => `${count} instalments`,
    change: 'Change',
    differences: { same: 'Same', changed: 'Changed', added: 'Added', dropped: 'Dropped' },
  },
})
