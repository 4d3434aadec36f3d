import { defineWords } from '@banyan/ui/locale'

export const filterWords = defineWords({
  zh: {
    from: '自',
    to: '至',
    branch: '机构',
    product: '产品',
    allBranches: '全机构',
    allProducts: '全部',
  },
  en: {
    from: 'From',
    to: 'To',
    branch: 'Branch',
    product: 'Product',
    allBranches: 'All',
    allProducts: 'All',
  },
})
