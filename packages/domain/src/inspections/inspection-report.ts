import { z } from 'zod'
import { Day } from '../calendar.ts'
import { freeText } from '../customers/free-text.ts'
import { inspectionTopics } from './inspection-rules.ts'

const conclusions = ['normal', 'attention', 'danger'] as const

export const InspectionFinding = z.strictObject({
  topic: z.enum(inspectionTopics),
  isAbnormal: z.boolean(),
  note: freeText(2, 1000),
})
export type InspectionFinding = z.infer<typeof InspectionFinding>

/** What an inspection found. `id` names the planned one; null: one that nobody had planned. */
export const InspectionReport = z.strictObject({
  id: z.uuid().nullable(),
  customerId: z.uuid(),
  heldOn: Day,
  place: freeText(2, 200),
  participants: freeText(2, 200),
  findings: z.array(InspectionFinding).min(1, 'missing').max(inspectionTopics.length),
  conclusion: z.enum(conclusions),
  followUp: freeText(0, 1000),
  documentIds: z.array(z.uuid()).max(20, 'too-many'),
})
export type InspectionReport = z.infer<typeof InspectionReport>

export type ReportRefusal =
  | 'topic-twice'
  | 'topic-missing'
  | 'conclusion-contradicts-findings'
  | 'in-the-future'

/**
 * Why a report cannot be kept: every topic the plan asks for is answered, each once, nothing abnormal is called
 * normal, and what is called dangerous has something abnormal in it.
 */
export function reportRefusal(
  { findings, conclusion, heldOn }: Pick<InspectionReport, 'findings' | 'conclusion' | 'heldOn'>,
  asked: readonly string[],
  today: Day,
): ReportRefusal | null {
  const told = findings.map(({ topic }) => topic as string)
  if (heldOn > today) return 'in-the-future'
  if (new Set(told).size < told.length) return 'topic-twice'
  if (asked.some((topic) => !told.includes(topic))) return 'topic-missing'
  const isAbnormal = findings.some((finding) => finding.isAbnormal)
  return isAbnormal === (conclusion !== 'normal') ? null : 'conclusion-contradicts-findings'
}
