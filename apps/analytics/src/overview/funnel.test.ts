import { describe, expect, it } from 'vitest'
import { chartColours } from '../charts/chart-colours.ts'
import { countNodes, funnel, nodeRows } from './funnel.ts'

const stages = [
  { status: 'approved', applications: 3 },
  { status: 'contracted', applications: 2 },
  { status: 'declined', applications: 4 },
  { status: 'disbursed', applications: 5 },
  { status: 'in-review', applications: 1 },
  { status: 'scored', applications: 2 },
  { status: 'withdrawn', applications: 1 },
]
const period = { from: '2026-01-01', to: '2026-10-14' }
const names = {
  submitted: '受理',
  approved: '批准',
  declined: '否决',
  pending: '在办',
  returned: '退回补件',
  withdrawn: '撤回',
  disbursed: '已放款',
  contracted: '待放款',
  unsigned: '待签约',
}

describe('the funnel', () => {
  it('counts what stands in each node and leaves out the empty ones', () => {
    expect(countNodes(stages)).toEqual([
      { node: 'submitted', count: 18 },
      { node: 'approved', count: 10 },
      { node: 'declined', count: 4 },
      { node: 'pending', count: 3 },
      { node: 'withdrawn', count: 1 },
      { node: 'disbursed', count: 5 },
      { node: 'contracted', count: 2 },
      { node: 'unsigned', count: 3 },
    ])
  })

  it('closes in every column', () => {
    const { series } = funnel(chartColours(false), { stages, period, names, summary: '' })
    const links = series[0]?.links ?? []
    const outOf = (node: string) =>
      links.filter(({ source }) => source === node).reduce((sum, { value }) => sum + value, 0)
    expect(outOf('submitted')).toBe(18)
    expect(outOf('approved')).toBe(10)
  })

  it('opens the applications of a node by where they stand', () => {
    expect(nodeRows('approved', period)).toEqual({
      kind: 'applications',
      by: 'submitted',
      ...period,
      statuses: ['approved', 'contracted', 'disbursed'],
    })
    expect(nodeRows('submitted', period)).not.toHaveProperty('statuses')
  })
})
