import { day } from '../calendar.ts'
import { parseRate } from '../rate.ts'
import type { Scope } from './facts.ts'
import { scopes } from './facts.ts'
import type { ClassificationRule, ClassificationRules, Condition, Matrix } from './rules.ts'
import type { Tier } from './tiers.ts'

const measures = '商业银行金融资产风险分类办法（银保监会、人民银行令〔2023〕第1号）'
const cardMeasures = '商业银行信用卡业务监督管理办法（银监会令2011年第2号）'
const smallMatrix = '小企业贷款风险分类办法（试行）（银监发〔2007〕63号）'

const all: readonly Scope[] = scopes
const nonRetail: readonly Scope[] = ['non-retail']

interface Told {
  id: string
  article: string
  floor: Tier
  condition: Condition
  in?: readonly Scope[]
  isConfirmed?: boolean
}

function ofMeasures({ id, article, floor, condition, in: told = all, isConfirmed }: Told) {
  return {
    id,
    article,
    source: measures,
    needsConfirmation: isConfirmed !== true,
    scopes: [...told],
    condition,
    floor,
    from: day('2023-07-01'),
    to: null,
  } satisfies ClassificationRule
}

const cardDays: readonly [number, Tier][] = [
  [0, 'special-mention'],
  [90, 'substandard'],
  [120, 'doubtful'],
  [180, 'loss'],
]
const cardPeriods: readonly [number, Tier][] = [
  [1, 'special-mention'],
  [4, 'substandard'],
  [5, 'doubtful'],
  [7, 'loss'],
]

function ofCards(id: string, condition: Condition, floor: Tier, isConfirmed: boolean) {
  return {
    id,
    article: '第九十二条',
    source: cardMeasures,
    needsConfirmation: !isConfirmed,
    scopes: ['card'],
    condition,
    floor,
    from: day('2011-01-13'),
    to: null,
  } satisfies ClassificationRule
}

/** The matrix of 2007, off until an institution takes it into its own set. */
export const smallEnterpriseMatrix: Matrix = {
  article: '附件',
  source: smallMatrix,
  credit: ['normal', 'special-mention', 'substandard', 'doubtful', 'doubtful', 'loss'],
  guarantee: ['normal', 'normal', 'special-mention', 'substandard', 'doubtful', 'loss'],
  mortgage: ['normal', 'normal', 'special-mention', 'special-mention', 'substandard', 'doubtful'],
  pledge: ['normal', 'normal', 'normal', 'special-mention', 'substandard', 'doubtful'],
}

/**
 * The floors of the measures of 2023 and of the card measures, with their articles. The wording of
 * the articles is known from secondary texts: a person confirms it before a filing relies on it.
 */
export const defaultRules: ClassificationRules = {
  name: '2023年办法标准规则',
  rules: [
    ofMeasures({
      id: 'A10-1',
      article: '第十条（一）',
      floor: 'special-mention',
      condition: { kind: 'days-past-due', moreThan: 0, technicalMoreThan: 7 },
    }),
    ofMeasures({
      id: 'A10-2',
      article: '第十条（二）',
      floor: 'special-mention',
      condition: { kind: 'use-changed' },
    }),
    ofMeasures({
      id: 'A10-3',
      article: '第十条（三）',
      floor: 'special-mention',
      condition: { kind: 'refinanced' },
    }),
    ofMeasures({
      id: 'A10-4',
      article: '第十条（四）',
      floor: 'special-mention',
      condition: { kind: 'other-non-performing' },
      in: nonRetail,
    }),
    ofMeasures({
      id: 'A11-1',
      article: '第十一条（一）',
      floor: 'substandard',
      condition: { kind: 'days-past-due', moreThan: 90 },
    }),
    ofMeasures({
      id: 'A11-2',
      article: '第十一条（二）',
      floor: 'substandard',
      condition: { kind: 'credit-impaired' },
      isConfirmed: true,
    }),
    ofMeasures({
      id: 'A11-3',
      article: '第十一条（三）',
      floor: 'substandard',
      condition: { kind: 'rating-cut' },
    }),
    ofMeasures({
      id: 'A11-4',
      article: '第十一条（四）',
      floor: 'substandard',
      condition: { kind: 'all-banks-over-90', moreThan: parseRate('20') },
      in: nonRetail,
    }),
    ofMeasures({
      id: 'A12-1',
      article: '第十二条',
      floor: 'doubtful',
      condition: { kind: 'days-past-due', moreThan: 270 },
    }),
    ofMeasures({
      id: 'A12-2',
      article: '第十二条',
      floor: 'doubtful',
      condition: { kind: 'evades-debt' },
    }),
    ofMeasures({
      id: 'A12-3',
      article: '第十二条',
      floor: 'doubtful',
      condition: { kind: 'impaired-with-loss', atLeast: parseRate('50') },
    }),
    ofMeasures({
      id: 'A13-1',
      article: '第十三条',
      floor: 'loss',
      condition: { kind: 'days-past-due', moreThan: 360 },
    }),
    ofMeasures({
      id: 'A13-2',
      article: '第十三条',
      floor: 'loss',
      condition: { kind: 'liquidation' },
    }),
    ofMeasures({
      id: 'A13-3',
      article: '第十三条',
      floor: 'loss',
      condition: { kind: 'impaired-with-loss', atLeast: parseRate('90') },
    }),
    ofMeasures({
      id: 'A7-10',
      article: '第七条',
      floor: 'substandard',
      condition: { kind: 'own-non-performing', moreThan: parseRate('10') },
      in: nonRetail,
    }),
    ofMeasures({
      id: 'A21',
      article: '第二十一条',
      floor: 'special-mention',
      condition: { kind: 'restructured' },
    }),
    ofMeasures({
      id: 'A22',
      article: '第二十二条',
      floor: 'substandard',
      condition: { kind: 'restructured-again' },
    }),
    ...cardDays.map(([moreThan, floor], index) =>
      ofCards(`CC-92-${index + 1}`, { kind: 'days-past-due', moreThan }, floor, true),
    ),
    ...cardPeriods.map(([atLeast, floor], index) =>
      ofCards(`CC-P-${index + 1}`, { kind: 'missed-periods', atLeast }, floor, false),
    ),
  ],
  upgrade: {
    article: '第十四条、第十五条',
    periods: 2,
    months: 6,
    freeByDaysIn: ['retail', 'card', 'small-micro'],
    wholeDebtorIn: ['non-retail'],
    mergerMonths: 6,
  },
  observation: { article: '第二十条', periods: 2, months: 12 },
  matrix: null,
  confirmIn: ['non-retail'],
}
