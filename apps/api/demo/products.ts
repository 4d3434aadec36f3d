import { addDays, addMonths, type Day } from '@banyan/domain/calendar'
import { money } from '@banyan/domain/money'
import type { ProductTerms } from '@banyan/domain/products/product-terms'
import {
  type OfferedProduct,
  offerOn,
  type ProductVersion,
} from '@banyan/domain/products/product-version'
import { parseRate } from '@banyan/domain/rate'
import type { StaffContext } from '../src/access/staff-context.ts'
import { decideProposal } from '../src/products/decide-proposal.ts'
import { defaultProducts } from '../src/products/default-products.ts'
import { proposeVersion } from '../src/products/propose-product.ts'
import { lookAtGrade } from '../src/repricing/look-at-grade.ts'
import { actAs, type DemoBank, oneWith, type StaffMember } from './bank.ts'
import { listFallenGrades } from './demo.queries.ts'

type Change = (terms: ProductTerms) => ProductTerms

const overLpr =
  (tenor: '1y' | '5y', standardBp: number, resets: 'none' | 'january' | 'quarter'): Change =>
  (terms) => ({
    ...terms,
    pricing: { kind: 'lpr', tenor, resets, standardBp, minimumBp: -150, maximumBp: 500 },
  })

/** The second versions: the bank went over from fixed rates to the loan prime rate. */
const laterTerms: Readonly<Record<string, Change>> = {
  'working-capital': overLpr('1y', 85, 'quarter'),
  'fixed-asset': overLpr('5y', 70, 'january'),
  mortgage: overLpr('5y', 0, 'january'),
}

/** What waits for another person at the end of the books. */
const waitingTerms: Readonly<Record<string, Change>> = {
  consumer: (terms) => ({
    ...terms,
    maximumAmount: money(Math.round(terms.maximumAmount / 2)),
    servicing: {
      ...terms.servicing,
      penalty: { ...terms.servicing.penalty, uplift: parseRate('40') },
      prepayment: {
        ...terms.servicing.prepayment,
        fee: parseRate('1'),
        feeFreeAfterMonths: 12,
      },
      fees: [
        {
          code: 'service',
          name: '服务费',
          payee: '贷款人',
          charged: 'at-drawdown',
          basis: { kind: 'share', share: parseRate('0.5') },
        },
      ],
    },
  }),
}

const monthsUnderFirst = 12

const laterFrom = (bank: DemoBank): Day => addMonths(bank.time.first, monthsUnderFirst)

function versionsOf(bank: DemoBank, code: string, first: ProductTerms | null): ProductVersion[] {
  const change = laterTerms[code]
  const versions = [{ number: 1, validFrom: bank.time.first, terms: first }]
  if (first === null || change === undefined) return versions
  return [...versions, { number: 2, validFrom: laterFrom(bank), terms: change(first) }]
}

/** The product as it was offered on a day of the books. */
export function offeredOn(bank: DemoBank, code: string, on: Day): OfferedProduct {
  const product = defaultProducts(bank.plan.kind).find((each) => each.code === code)
  const offer = product && offerOn(product, versionsOf(bank, code, product.terms), on)
  if (!offer) throw new Error(`${code} was not offered on ${on}`)
  return offer
}

/** Second versions proposed and approved in their time, and one proposal that waits. */
export async function changeProducts(bank: DemoBank): Promise<void> {
  const maker = oneWith(bank, 'risk-officer')
  const checker = oneWith(bank, 'head-office-approver')
  const validFrom = laterFrom(bank)
  for (const { code, terms } of defaultProducts(bank.plan.kind)) {
    const [later, waiting] = [laterTerms[code], waitingTerms[code]]
    if (terms !== null && later !== undefined) {
      const reason = '贷款定价改为贷款市场报价利率加点'
      const change = { code, basedOn: 1, terms: later(terms), validFrom, reason }
      const { id } = await as(bank, maker, addDays(validFrom, -20), (context) =>
        proposeVersion(context, change),
      )
      const note = '与资产负债管理委员会决议一致'
      await as(bank, checker, addDays(validFrom, -12), (context) =>
        decideProposal(context, { id, outcome: 'approved', note }),
      )
    }
    if (terms !== null && waiting !== undefined) {
      const from = addDays(bank.time.open, 30)
      const reason = '控制单户额度，下调罚息，明示收费项目'
      const change = { code, basedOn: 1, terms: waiting(terms), validFrom: from, reason }
      await as(bank, maker, bank.time.last, (context) => proposeVersion(context, change))
    }
  }
}

const customersAsked = 3

/** Owners of a few running loans are asked what a fallen grade means for them. */
export async function askAboutGrades(bank: DemoBank): Promise<void> {
  const officer = oneWith(bank, 'risk-officer')
  await as(bank, officer, bank.time.last, async (context) => {
    const { tx, institution } = context
    for (const customerId of await listFallenGrades(tx, institution.id, customersAsked)) {
      await lookAtGrade(context, { customerId })
    }
  })
}

const as = <T>(
  bank: DemoBank,
  staff: StaffMember,
  on: Day,
  run: (context: StaffContext) => Promise<T>,
): Promise<T> => actAs(bank, staff, { on, minutes: 240 }, run)
