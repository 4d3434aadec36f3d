import { counted } from '@banyan/ui/counted'
import { defineWords } from '@banyan/ui/locale'

export const registryWords = defineWords({
  zh: {
    from: (source: string, at: string) => `来自工商登记（${source}，${at} 装入）`,
    filled: (count: string) => `已填 ${count} 项`,
    struckOff: '已注销或吊销',
    isCustomer: (number: string) => `已是客户 ${number}`,
    takeAll: '其余各项也用登记内容',
  },
  en: {
    from: (source: string, at: string) => `from the company registry (${source}, loaded ${at})`,
    filled: (count: string) => `${counted(count, 'field')} filled`,
    struckOff: 'struck off',
    isCustomer: (number: string) => `is customer ${number} already`,
    takeAll: 'Use the registry for the rest too',
  },
})
