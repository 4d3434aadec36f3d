import { defineWords } from '@banyan/ui/locale'

/** Rows of repayment agreed with the borrower. */
export const agreedWords = defineWords({
  zh: {
    title: '约定的各期还款',
    hint: '逐期填写还款日和本金；勾选“利息后付”的一期利息并入之后的一期。',
    dueOn: '还款日',
    principal: '本金（元）',
    waits: '利息后付',
    add: '增加一期',
    remove: '删除此期',
    left: '尚未安排的本金',
    over: '超出的本金',
    unreadable: '请填全各期的日期和金额',
  },
  en: {
    title: 'Repayments agreed',
    hint: 'A day and a principal for each; interest that waits is due with a later one.',
    dueOn: 'Due on',
    principal: 'Principal (CNY)',
    waits: 'Interest waits',
    add: 'Add a row',
    remove: 'Remove this row',
    left: 'Principal not placed yet',
    over: 'Principal too much',
    unreadable: 'Fill in the day and the amount of each row',
  },
})
