import { z } from 'zod'
import { type Scope, scopes } from '../classification/facts.ts'
import { Rate } from '../rate.ts'

const wholeShare = 100_000_000
const Share = Rate.refine((share) => share <= wholeShare, 'above-100-percent')
const text = z.string().trim().min(1).max(200)
const days = z.int().min(0).max(3660)

const hazards = z.array(Share).min(1).max(30)

/**
 * What the expected losses of an institution rest on. Hazards are per year ahead, the last one
 * repeats; shares are of what is owed at default.
 */
export const LossParameters = z
  .strictObject({
    name: text,
    source: text,
    needsConfirmation: z.boolean(),
    /** Of claims without (stage 1) and with (stage 2) a significant increase of risk. */
    hazards: z.record(z.enum(scopes), z.strictObject({ stage1: hazards, stage2: hazards })),
    lossGivenDefault: z.strictObject({
      credit: Share,
      guarantee: Share,
      mortgage: Share,
      pledge: Share,
    }),
    /** In stage 3 at least this is lost, from so many days past due on. */
    defaultedLoss: z.array(z.strictObject({ fromDays: days, share: Share })).min(1),
    scenarios: z
      .array(z.strictObject({ name: text, weight: Share, hazardFactor: Rate }))
      .min(2)
      .max(9)
      .refine(
        (all) => all.reduce((sum, { weight }) => sum + weight, 0) === wholeShare,
        'weights-not-100-percent',
      ),
    /** Discounted at the loan's own rate. */
    isDiscounted: z.boolean(),
    /** Presumed, unless rebutted: more days past due than this. */
    stage2AfterDays: days,
    stage3AfterDays: days,
    isSpecialMentionStage2: z.boolean(),
  })
  .readonly()
export type LossParameters = z.infer<typeof LossParameters>

const percent = (...values: number[]): Rate[] =>
  values.map((value) => Math.round(value * 1_000_000) as Rate)
const share = (value: number): Rate => Math.round(value * 1_000_000) as Rate

const usualHazards: Record<Scope, { stage1: Rate[]; stage2: Rate[] }> = {
  'non-retail': { stage1: percent(1.5, 1.8, 2), stage2: percent(8, 7, 6) },
  retail: { stage1: percent(1.2, 1.4, 1.5), stage2: percent(10, 8, 6) },
  'small-micro': { stage1: percent(2.2, 2.5, 2.8), stage2: percent(12, 9, 7) },
  card: { stage1: percent(2.5, 2.5, 2.5), stage2: percent(15, 12, 10) },
}

/** Values to start from until an institution has estimated its own; not confirmed for any filing. */
export const usualLossParameters: LossParameters = {
  name: '起始参数',
  source: '演示口径：须由本机构以自身违约与清收数据估计并经审批后使用',
  needsConfirmation: true,
  hazards: usualHazards,
  lossGivenDefault: {
    credit: share(45),
    guarantee: share(40),
    mortgage: share(30),
    pledge: share(20),
  },
  defaultedLoss: [
    { fromDays: 0, share: share(25) },
    { fromDays: 271, share: share(50) },
    { fromDays: 361, share: share(90) },
  ],
  scenarios: [
    { name: '基准', weight: share(60), hazardFactor: share(100) },
    { name: '乐观', weight: share(15), hazardFactor: share(80) },
    { name: '悲观', weight: share(25), hazardFactor: share(150) },
  ],
  isDiscounted: true,
  stage2AfterDays: 30,
  stage3AfterDays: 90,
  isSpecialMentionStage2: true,
}
