import { defineWords } from '@banyan/ui/locale'

export const asOfWords = defineWords({
  zh: {
    marks: {
      joined: '新加入',
      left: '已离开',
      moved: '改挂',
      percent: '比例变化',
      renamed: '更名',
    },
  },
  en: {
    marks: {
      joined: 'joined',
      left: 'left',
      moved: 'moved',
      percent: 'share changed',
      renamed: 'renamed',
    },
  },
})
