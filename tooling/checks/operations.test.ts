import { describe, expect, it } from 'vitest'
import { operationsIn, unaudited, untested, type SourceFile } from './operations.ts'

const file = (path: string, text: string): SourceFile => ({ path, text })

const router = file(
  'loans/loans.router.ts',
  `export const loans = createRouter({
    disburse: allowedTo('disburse loans', { fresh: true }).write(Disbursement, disburseLoan),
    list: see.read(LoanFilter, showLoans),
    page: see.read(Page, (context, { after }) => loanPage(context, after)),
    waive: allowedTo('waive penalties').write(
      z.object({ loanId: z.string() }),
      waivePenalty,
    ),
  })`,
)
const disburse = file(
  'loans/disburse-loan.ts',
  `export async function disburseLoan(
    { tx, now }: StaffContext,
    { loanId }: Disbursement,
  ) { await recordAudit(tx, {}) }`,
)
const waive = file(
  'loans/waive-penalty.ts',
  'export async function waivePenalty(context: StaffContext, input: Waiver) { await setPenalty() }',
)
const list = file(
  'loans/show-loans.ts',
  'export async function showLoans({ tx }: StaffContext, filter: LoanFilter) { return [] }',
)
const files = [router, disburse, waive, list]

describe('operations', () => {
  it('are what routers write with, not what they read with', () => {
    const names = operationsIn(files).map(({ name, procedures }) => [name, procedures])

    expect(names).toEqual([
      ['disburseLoan', ['loans.disburse']],
      ['waivePenalty', ['loans.waive']],
    ])
  })

  it('are also files named for their one function, whoever calls them', () => {
    const unrouted = file(
      'loans/write-off-loan.ts',
      'export async function writeOffLoan({ tx }: StaffContext, id: string) {}',
    )

    expect(operationsIn([unrouted]).map(({ name }) => name)).toEqual(['writeOffLoan'])
  })

  it('are reported when they leave no audit event', () => {
    expect(unaudited(operationsIn(files))).toEqual([
      'loans/waive-penalty.ts: waivePenalty never calls recordAudit',
    ])
  })

  it('are found behind an inline function too', () => {
    const inline = file(
      'loans/loans.router.ts',
      'waive: act.write(Waiver, (context, { id }) => waivePenalty(context, id)),',
    )

    expect(operationsIn([inline, waive]).map(({ name }) => name)).toEqual(['waivePenalty'])
  })

  it('may be a part whose caller records the event, unless a router calls it', () => {
    const part = file('loans/post-one.ts', 'export async function postOne(c: StaffContext) {}')
    const whole = file(
      'loans/post-all.ts',
      'export async function postAll(c: StaffContext) { await postOne(c); await recordAudit(c) }',
    )
    const routed = file('loans/loans.router.ts', 'post: act.write(One, postOne),')

    expect(unaudited(operationsIn([part, whole]))).toEqual([])
    expect(unaudited(operationsIn([part, whole, routed]))).toHaveLength(1)
  })

  it('may leave the audit event to an operation they call', () => {
    const batch = file(
      'loans/disburse-many.ts',
      'export async function disburseMany(c: StaffContext, all: D[]) { await disburseLoan(c, all[0]) }',
    )

    expect(unaudited(operationsIn([disburse, batch]))).toEqual([])
  })

  it.each([
    ['a test beside it', file('loans/waive-penalty.test.ts', ''), []],
    ['a test that names its procedure', file('x.test.ts', 'await api.loans.waive({})'), []],
    ['a test that names another', file('x.test.ts', 'disburseLoan()'), ['waivePenalty']],
  ])('count as tested with %s', (_, test, left) => {
    const waiving = operationsIn(files).filter(({ name }) => name === 'waivePenalty')

    expect(untested(waiving, [test])).toEqual(
      left.map((name) => `loans/waive-penalty.ts: no test names ${name}`),
    )
  })
})
