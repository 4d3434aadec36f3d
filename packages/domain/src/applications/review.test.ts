import { describe, expect, it } from 'vitest'

import type { Finding } from './review.ts'
import { passReviewRefusal, returnRefusal } from './review.ts'

const application = { status: 'in-review', enteredBy: 'chen' } as const
const reviewer = { id: 'li' }
const finding = (severity: Finding['severity'], isOpen: boolean): Finding => ({ severity, isOpen })

describe('passing a review', () => {
  it.each([
    [[], null],
    [[finding('advisory', true)], null],
    [[finding('mandatory', false)], null],
    [[finding('advisory', true), finding('mandatory', true)], 'open-mandatory-finding'],
  ])('with %j answers %s', (findings, refusal) => {
    expect(passReviewRefusal(application, reviewer, findings)).toBe(refusal)
  })

  it('is for another person than the one who entered it', () => {
    expect(passReviewRefusal(application, { id: 'chen' }, [])).toBe('own-application')
  })

  it('needs an application in review', () => {
    const drafted = { ...application, status: 'draft' } as const
    expect(passReviewRefusal(drafted, reviewer, [])).toBe('not-in-review')
  })
})

describe('returning an application', () => {
  it('needs something to supplement', () => {
    expect(returnRefusal(application, [])).toBe('nothing-to-supplement')
    expect(returnRefusal(application, [finding('advisory', false)])).toBe('nothing-to-supplement')
    expect(returnRefusal(application, [finding('advisory', true)])).toBeNull()
  })

  it('is not for one that is decided', () => {
    const approved = { status: 'approved' } as const
    expect(returnRefusal(approved, [finding('mandatory', true)])).toBe('not-in-review')
  })
})
