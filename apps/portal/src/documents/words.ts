import { defineWords } from '@banyan/ui/locale'

export const documentWords = defineWords({
  zh: {
    evidence: '佐证材料',
    choose: '从客户资料中选择',
    noFiles: '该客户还没有资料',
    upload: '上传',
    uploading: (share: string) => `上传中 ${share}%`,
    remove: '不附材料',
    open: '查看材料',
    limit: '单个文件不超过 10 MB；上传后保存在该客户的资料中。',
    notYourPost: '您的岗位不上传资料',
  },
  en: {
    evidence: 'Proof',
    choose: 'Choose from the customer’s papers',
    noFiles: 'This customer has no papers yet',
    upload: 'Upload',
    uploading: (share: string) => `Uploading ${share}%`,
    remove: 'Without a paper',
    open: 'Open the paper',
    limit: 'Up to 10 MB; the file is kept with the customer’s papers.',
    notYourPost: 'Your post does not file papers',
  },
})
