import { uuidv7 } from '@banyan/database'
import { addDays, daysBetween } from '@banyan/domain/calendar'
import { type DemoBank, oneWith, type StaffMember } from './bank.ts'
import { instantOn, workdayFrom } from './business-time.ts'
import type { ContactRow } from './demo.queries.ts'
import type { Party } from './parties.ts'
import type { Random } from './random.ts'

const visits = ['走访经营场所，生产正常', '了解近期订单和回款', '沟通续贷意向', '介绍新产品']
const reminders = ['电话提醒逾期款项', '上门了解还款困难原因', '约定本月还款时间', '发送催收通知']
const channels = ['visit', 'phone', 'message', 'meeting'] as const

/** Contacts with borrowers over the years, and of late with those who are overdue. */
export function contactsOf(bank: DemoBank, parties: readonly Party[]): ContactRow[] {
  const random = bank.random.fork('contacts')
  const { last } = bank.time
  const collector = oneWith(bank, 'post-loan-officer')
  return parties
    .filter(({ loans }) => loans.length > 0)
    .flatMap((party) => {
      const since = daysBetween(party.createdOn, last)
      const usual = Array.from({ length: random.chance(0.3) ? random.whole(1, 2) : 0 }, () =>
        contact(bank, random, { party, daysAgo: random.whole(1, since), notes: visits }),
      )
      const isOverdue = party.loans.some(
        ({ loan }) => loan.oldestUnpaidOn !== null && loan.oldestUnpaidOn < addDays(last, -5),
      )
      const urged = Array.from({ length: isOverdue ? random.whole(1, 3) : 0 }, () =>
        contact(bank, random, {
          party,
          staff: collector,
          daysAgo: random.whole(1, Math.min(50, since)),
          notes: reminders,
        }),
      )
      return [...usual, ...urged]
    })
}

interface Wish {
  party: Party
  staff?: StaffMember
  daysAgo: number
  notes: readonly string[]
}

function contact(
  { institution, time }: DemoBank,
  random: Random,
  { party, staff = party.officer, daysAgo, notes }: Wish,
): ContactRow {
  const wished = workdayFrom(addDays(time.last, -daysAgo))
  const happenedOn = wished > time.last ? time.last : wished
  return {
    institutionId: institution.id,
    id: uuidv7(),
    customerId: party.id,
    channel: random.pick(channels),
    happenedOn,
    note: random.pick(notes),
    staffId: staff.id,
    createdAt: instantOn(happenedOn, random.whole(0, 480)),
  }
}
