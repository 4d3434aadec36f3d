import type { Characteristic, Scorecard } from './scorecard.ts'

/** [from, points] pairs, lowest first; the first band is open below, the last above. */
function bands(first: number, ...rest: readonly (readonly [from: number, points: number])[]) {
  const starts = [[null, first] as const, ...rest]
  return starts.map(([low, points], index) => ({ low, high: rest[index]?.[0] ?? null, points }))
}

function numeric(
  code: string,
  missingPoints: number,
  bins: ReturnType<typeof bands>,
): Characteristic {
  return { code, kind: 'number', reason: `weak-${code}`, missingPoints, bins }
}

function category(
  code: string,
  missingPoints: number,
  bins: readonly { values: string[]; points: number }[],
): Characteristic {
  return {
    code,
    kind: 'category',
    reason: `weak-${code}`,
    missingPoints,
    otherPoints: missingPoints,
    bins: [...bins],
  }
}

const grades = [
  { grade: 'A', from: 720 },
  { grade: 'B', from: 660 },
  { grade: 'C', from: 600 },
  { grade: 'D', from: 540 },
  { grade: 'E', from: null },
]

/**
 * A starting card for persons: expert points to be replaced by the institution's own model.
 * Amounts are yuan a month, shares are percent, spans are whole months or years.
 */
export const personScorecard: Scorecard = {
  code: 'person-standard',
  version: 1,
  customerKind: 'person',
  basePoints: 400,
  characteristics: [
    numeric('age', 20, bands(10, [22, 25], [28, 40], [35, 50], [55, 35], [60, 15])),
    numeric('monthly-income', 10, bands(5, [3000, 20], [6000, 40], [10_000, 55], [20_000, 65])),
    numeric('debt-to-income', 15, bands(75, [20, 60], [35, 45], [50, 20], [70, 0])),
    numeric('months-employed', 15, bands(10, [12, 25], [36, 40], [84, 50])),
    numeric('overdue-24-months', 20, bands(80, [1, 50], [3, 15], [6, -30])),
    numeric('most-days-late', 20, bands(50, [1, 30], [31, 0], [91, -60])),
    numeric('inquiries-6-months', 15, bands(40, [3, 25], [6, 10], [10, -10])),
    category('housing', 15, [
      { values: ['owned'], points: 40 },
      { values: ['mortgaged'], points: 35 },
      { values: ['family'], points: 25 },
      { values: ['rented'], points: 15 },
    ]),
    category('employment', 15, [
      { values: ['public'], points: 45 },
      { values: ['company'], points: 35 },
      { values: ['self-employed', 'farmer'], points: 25 },
      { values: ['none'], points: 0 },
    ]),
  ],
  grades,
  cutOffs: { pass: 640, refer: 570 },
}

/**
 * A starting card for companies; ratios are percent, cover is a multiple, revenue yuan a year. A
 * figure of the statements that is missing costs about half, so that its lack alone sends nobody away.
 */
export const companyScorecard: Scorecard = {
  code: 'company-standard',
  version: 1,
  customerKind: 'company',
  basePoints: 400,
  characteristics: [
    numeric('years-established', 10, bands(5, [2, 20], [5, 35], [10, 50])),
    numeric('annual-revenue', 20, bands(5, [3_000_000, 20], [20_000_000, 35], [100_000_000, 50])),
    numeric('revenue-growth', 15, bands(0, [-10, 10], [0, 25], [10, 35])),
    numeric('liabilities-to-assets', 30, bands(60, [40, 50], [55, 35], [70, 10], [85, -20])),
    numeric('current-ratio', 20, bands(0, [80, 15], [120, 35], [200, 45])),
    numeric('interest-cover', 20, bands(-10, [1, 15], [2, 35], [4, 50])),
    numeric('overdue-24-months', 15, bands(70, [1, 40], [3, 5], [6, -40])),
    numeric('guarantees-to-net-assets', 15, bands(40, [20, 30], [50, 10], [100, -15])),
    category('collateral', 5, [
      { values: ['pledge'], points: 40 },
      { values: ['mortgage'], points: 35 },
      { values: ['guarantee'], points: 20 },
      { values: ['credit'], points: 5 },
    ]),
  ],
  grades,
  cutOffs: { pass: 630, refer: 560 },
}

export const defaultScorecards = { person: personScorecard, company: companyScorecard } as const
