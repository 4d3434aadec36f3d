import { counted } from '@banyan/ui/counted'
import { defineWords } from '@banyan/ui/locale'

export const alertWords = defineWords({
  zh: {
    title: '提示',
    open: '查看',
    marks: (count: string) => `${count} 项提示`,
    overdue: (days: string, amount: string) => `逾期 ${days} 天 · ${amount}`,
    tier: (name: string) => `五级分类 ${name}`,
    warnings: (colour: string, count: string) => `${colour}预警 ${count} 件未解除`,
    frozen: '客户已冻结',
    expired: (paper: string, day: string) => `${paper} 已于 ${day} 到期`,
    proofOf: (field: string) => `${field}核实`,
    limit: (share: string) => `已用客户限额 ${share}`,
    circle: (members: number) => `担保圈 ${members} 户`,
    others: (holders: number) => `另有股东 ${holders}`,
  },
  en: {
    title: 'Alerts',
    open: 'Open',
    marks: (count: string) => counted(count, 'alert'),
    overdue: (days: string, amount: string) => `${counted(days, 'day')} past due · ${amount}`,
    tier: (name: string) => `Classified ${name}`,
    warnings: (colour: string, count: string) => `Open warnings: ${count}, worst ${colour}`,
    frozen: 'Customer frozen',
    expired: (paper: string, day: string) => `${paper} ran out on ${day}`,
    proofOf: (field: string) => `Proof of ${field}`,
    limit: (share: string) => `${share} of the customer limit in use`,
    circle: (members: number) => `Guarantee circle of ${members}`,
    others: (holders: number) => counted(holders, 'other holder'),
  },
})
