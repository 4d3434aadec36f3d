import { describe, expect, it } from 'vitest'

import { companyScorecard, defaultScorecards, personScorecard } from './default-scorecards.ts'
import type { ScoreInputs } from './score.ts'
import { scoreApplicant } from './score.ts'
import type { Characteristic } from './scorecard.ts'
import { Scorecard } from './scorecard.ts'

const card: Scorecard = Scorecard.parse({
  code: 'small',
  version: 3,
  customerKind: 'person',
  basePoints: 100,
  characteristics: [
    {
      code: 'age',
      kind: 'number',
      reason: 'weak-age',
      missingPoints: 5,
      bins: [
        { low: null, high: 25, points: 10 },
        { low: 25, high: 60, points: 30 },
        { low: 60, high: null, points: 20 },
      ],
    },
    {
      code: 'housing',
      kind: 'category',
      reason: 'weak-housing',
      missingPoints: 0,
      otherPoints: 1,
      bins: [{ values: ['owned', 'mortgaged'], points: 20 }],
    },
  ],
  grades: [
    { grade: 'A', from: 150 },
    { grade: 'B', from: 130 },
    { grade: 'C', from: null },
  ],
  cutOffs: { pass: 150, refer: 130 },
})

describe('scoring an applicant', () => {
  it.each<[ScoreInputs, number, string, string]>([
    [{ age: 30, housing: 'owned' }, 150, 'A', 'pass'],
    [{ age: 25, housing: 'mortgaged' }, 150, 'A', 'pass'],
    [{ age: 24.9, housing: 'owned' }, 130, 'B', 'refer'],
    [{ age: 60, housing: 'rented' }, 121, 'C', 'decline'],
    [{ age: null }, 105, 'C', 'decline'],
    [{ age: Number.NaN, housing: '' }, 105, 'C', 'decline'],
  ])('gives %j %d points, grade %s, %s', (inputs, points, grade, outcome) => {
    expect(scoreApplicant(card, inputs)).toMatchObject({ points, grade, outcome, version: 3 })
  })

  it('gives the reasons that cost most first, and none where nothing was lost', () => {
    expect(scoreApplicant(card, { age: 60, housing: 'rented' }).reasons).toEqual([
      'weak-housing',
      'weak-age',
    ])
    expect(scoreApplicant(card, { age: 30, housing: 'owned' }).reasons).toEqual([])
  })

  it('gives no more than four reasons', () => {
    expect(scoreApplicant(personScorecard, {}).reasons).toHaveLength(4)
  })

  it('shows what each characteristic gave', () => {
    const { contributions, points } = scoreApplicant(card, { age: 60 })
    expect(contributions).toEqual([
      { code: 'age', value: 60, points: 20, most: 30 },
      { code: 'housing', value: null, points: 0, most: 20 },
    ])
    expect(contributions.reduce((sum, each) => sum + each.points, 100)).toBe(points)
  })
})

describe('a scorecard', () => {
  const [age] = card.characteristics
  const bins = (...list: unknown[]) => ({
    ...card,
    characteristics: [{ ...age, bins: list }],
  })

  it.each([
    ['a gap', bins({ low: null, high: 25, points: 1 }, { low: 26, high: null, points: 2 })],
    ['a closed end', bins({ low: 0, high: null, points: 1 })],
    ['bands that fall', bins({ low: null, high: 5, points: 1 }, { low: 5, high: 3, points: 1 })],
    ['half points', bins({ low: null, high: null, points: 1.5 })],
    ['a characteristic twice', { ...card, characteristics: [age, age] }],
    [
      'grades that rise',
      {
        ...card,
        grades: [
          { grade: 'A', from: 1 },
          { grade: 'B', from: 2 },
        ],
      },
    ],
    ['no last grade', { ...card, grades: [{ grade: 'A', from: 1 }] }],
    ['refer above pass', { ...card, cutOffs: { pass: 1, refer: 2 } }],
  ])('is not one with %s', (_fault, text) => {
    expect(Scorecard.safeParse(text).success).toBe(false)
  })

  it.each(Object.entries(defaultScorecards))(
    'of the starting set for a %s is valid',
    (_kind, each) => {
      expect(Scorecard.parse(each)).toEqual(each)
    },
  )
})

const worseWhenHigher = [
  'debt-to-income',
  'overdue-24-months',
  'most-days-late',
  'inquiries-6-months',
  'liabilities-to-assets',
  'guarantees-to-net-assets',
]
const betterWhenHigher = [
  'monthly-income',
  'months-employed',
  'years-established',
  'annual-revenue',
  'revenue-growth',
  'current-ratio',
  'interest-cover',
]

function pointsAlong(characteristic: Characteristic): number[] {
  return characteristic.bins.map(({ points }) => points)
}

describe('the starting scorecards', () => {
  const characteristics = [...personScorecard.characteristics, ...companyScorecard.characteristics]
  const named = (codes: string[]) => characteristics.filter(({ code }) => codes.includes(code))

  it.each(named(betterWhenHigher).map((each) => [each.code, each] as const))(
    'never take points for more %s',
    (_code, characteristic) => {
      const points = pointsAlong(characteristic)
      expect(points).toEqual(points.toSorted((a, b) => a - b))
    },
  )

  it.each(named(worseWhenHigher).map((each) => [each.code, each] as const))(
    'never give points for more %s',
    (_code, characteristic) => {
      const points = pointsAlong(characteristic)
      expect(points).toEqual(points.toSorted((a, b) => b - a))
    },
  )

  it('rise with age to middle life and fall after', () => {
    const points = pointsAlong(personScorecard.characteristics[0] as Characteristic)
    const peak = points.indexOf(Math.max(...points))
    expect(points.slice(0, peak + 1)).toEqual(points.slice(0, peak + 1).toSorted((a, b) => a - b))
    expect(points.slice(peak)).toEqual(points.slice(peak).toSorted((a, b) => b - a))
  })

  it('give nobody more for leaving a weak answer out than for the best one', () => {
    for (const each of characteristics) {
      expect(each.missingPoints).toBeLessThan(Math.max(...pointsAlong(each)))
    }
  })

  it.each<[string, Scorecard, ScoreInputs, string]>([
    [
      'a settled employee',
      personScorecard,
      {
        age: 40,
        'monthly-income': 15_000,
        'debt-to-income': 25,
        'months-employed': 60,
        'overdue-24-months': 0,
        'most-days-late': 0,
        'inquiries-6-months': 1,
        housing: 'mortgaged',
        employment: 'company',
      },
      'pass',
    ],
    [
      'a stretched borrower',
      personScorecard,
      {
        age: 24,
        'monthly-income': 4000,
        'debt-to-income': 75,
        'months-employed': 5,
        'overdue-24-months': 4,
        'most-days-late': 45,
        'inquiries-6-months': 8,
        housing: 'rented',
        employment: 'company',
      },
      'decline',
    ],
    [
      'a sound company',
      companyScorecard,
      {
        'years-established': 12,
        'annual-revenue': 60_000_000,
        'revenue-growth': 8,
        'liabilities-to-assets': 50,
        'current-ratio': 150,
        'interest-cover': 3,
        'overdue-24-months': 0,
        'guarantees-to-net-assets': 10,
        collateral: 'mortgage',
      },
      'pass',
    ],
    [
      'a strained company',
      companyScorecard,
      {
        'years-established': 1,
        'annual-revenue': 2_000_000,
        'revenue-growth': -20,
        'liabilities-to-assets': 90,
        'current-ratio': 70,
        'interest-cover': 0.5,
        'overdue-24-months': 3,
        'guarantees-to-net-assets': 120,
        collateral: 'credit',
      },
      'decline',
    ],
  ])('tell %s from the rest', (_who, scorecard, inputs, outcome) => {
    expect(scoreApplicant(scorecard, inputs).outcome).toBe(outcome)
  })
})
