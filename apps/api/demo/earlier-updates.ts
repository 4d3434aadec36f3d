import { uuidv7 } from '@banyan/database'
import { addDays, addMonths, type Day } from '@banyan/domain/calendar'
import { defaultInspectionRules } from '@banyan/domain/inspections/default-inspection-rules'
import { type DemoBank, inBulk } from './bank.ts'
import { instantOn, workdayFrom } from './business-time.ts'
import { type FileUpdateRow, insertEarlierUpdates } from './earlier-work.queries.ts'
import type { Party } from './parties.ts'
import { Random } from './random.ts'

const { everyMonths, answerWithinDays } = defaultInspectionRules.fileUpdate

/** Borrowers whose file is older than the rules bear it were asked again: nearly all of them have answered since. */
export async function updateFilesOverTheYears(
  bank: DemoBank,
  parties: readonly Party[],
): Promise<void> {
  const rows = parties.flatMap((party) => updateOf(bank, party))
  await inBulk(bank, 'file updates', async (tx) => {
    await insertEarlierUpdates(tx, rows)
    return { rows: rows.length, result: undefined }
  })
}

function updateOf(bank: DemoBank, party: Party): FileUpdateRow[] {
  const { last } = bank.time
  const { details, createdOn, loans } = party
  const months = everyMonths[details.kind]
  const isBorrower = loans.some(({ loan }) => loan.status === 'active')
  if (!isBorrower || addMonths(createdOn, months) > last) return []
  const random = new Random(`${bank.plan.code}/${party.number}/files`)
  const dueOn = addMonths(createdOn, months)
  const longAgo = addDays(last, -random.whole(20, months * 30))
  const on = workdayFrom(longAgo > dueOn ? longAgo : dueOn)
  const isOpen = random.chance(0.04)
  if (isOpen) return [openUpdate(bank, party, addDays(last, -random.whole(2, 40)), random)]
  return on < addDays(last, -answerWithinDays) ? [answeredUpdate(bank, party, on, random)] : []
}

function askedUpdate(
  { institution }: DemoBank,
  { id: customerId, officer }: Party,
  askedOn: Day,
): FileUpdateRow {
  const madeAt = instantOn(addDays(askedOn, -3), 640)
  return {
    institutionId: institution.id,
    id: uuidv7(madeAt.getTime()),
    customerId,
    reason: 'periodic',
    cause: 'periodic',
    state: 'asked',
    dueOn: addDays(askedOn, answerWithinDays - 3),
    ownerId: officer.id,
    madeAt,
    askedOn,
    askedBy: officer.id,
    answerBy: addDays(askedOn, answerWithinDays),
    answeredOn: null,
    answeredBy: null,
    outcome: null,
    note: null,
  }
}

/** Half of what is open has been asked for; the night after flags whoever let the last day pass. */
function openUpdate(bank: DemoBank, party: Party, on: Day, random: Random): FileUpdateRow {
  const asked = askedUpdate(bank, party, workdayFrom(addDays(on, -3)))
  if (random.chance(0.6)) return asked
  return { ...asked, state: 'due', askedOn: null, askedBy: null, answerBy: null }
}

function answeredUpdate(bank: DemoBank, party: Party, on: Day, random: Random): FileUpdateRow {
  const isChanged = random.chance(0.25)
  return {
    ...askedUpdate(bank, party, on),
    state: 'answered',
    answeredOn: workdayFrom(addDays(on, random.whole(2, 11))),
    answeredBy: party.officer.id,
    outcome: isChanged ? 'changed' : 'unchanged',
    note: isChanged ? '联系方式与任职信息有变，已更新档案' : '核对无误，资料无变化',
  }
}
