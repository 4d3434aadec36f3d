import { inspectionTopics, type InspectionTopic } from '@banyan/domain/inspections/inspection-rules'

/** A finding while it is typed. */
export interface TypedFinding {
  topic: InspectionTopic
  isAbnormal: boolean
  note: string
}

/** An empty finding for each topic that the plan asks for; for `other` alone when it asks for none. */
export function findingsFor(asked: readonly string[]): TypedFinding[] {
  const topics = inspectionTopics.filter((topic) => asked.includes(topic))
  const first: readonly InspectionTopic[] = topics.length > 0 ? topics : ['other']
  return first.map((topic) => ({ topic, isAbnormal: false, note: '' }))
}

/** The topics that are not among the findings yet. */
export function topicsLeft(findings: readonly TypedFinding[]): InspectionTopic[] {
  const told = new Set(findings.map(({ topic }) => topic))
  return inspectionTopics.filter((topic) => !told.has(topic))
}
