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

const inTurn =
  (...changes: readonly Change[]): Change =>
  (terms) =>
    changes.reduce((changed, change) => change(changed), terms)

/** A letter of standing is written at the borrower's wish, and charged when it is. */
const chargesForLetters: Change = (terms) => {
  const fee = { code: 'credit-letter', name: '资信证明费', payee: '贷款人' }
  const basis = { kind: 'amount' as const, amount: money(200_00) }
  const fees = [...terms.servicing.fees, { ...fee, charged: 'by-hand' as const, basis }]
  return { ...terms, servicing: { ...terms.servicing, fees } }
}

/** Money beyond what is due waits for the next due day, and can be given back until then. */
const holdsExcess: Change = (terms) => ({
  ...terms,
  servicing: { ...terms.servicing, overpayment: 'held' },
})

interface LaterTerms {
  change: Change
  reason: string
}

const pricedOverLpr = '贷款定价改为贷款市场报价利率加点'

/** The second versions: the bank went over from fixed rates to the loan prime rate, and named what it charges. */
const laterTerms: Readonly<Record<string, LaterTerms>> = {
  'working-capital': {
    change: inTurn(overLpr('1y', 85, 'quarter'), chargesForLetters),
    reason: `${pricedOverLpr}，明示资信证明费`,
  },
  'fixed-asset': { change: overLpr('5y', 70, 'january'), reason: pricedOverLpr },
  mortgage: { change: overLpr('5y', 0, 'january'), reason: pricedOverLpr },
  business: { change: holdsExcess, reason: '客户多还的款项暂收，到期抵扣或退还' },
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
  const later = laterTerms[code]
  const versions = [{ number: 1, validFrom: bank.time.first, terms: first }]
  if (first === null || later === undefined) return versions
  return [...versions, { number: 2, validFrom: laterFrom(bank), terms: later.change(first) }]
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
      const { reason } = later
      const change = { code, basedOn: 1, terms: later.change(terms), validFrom, reason }
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
