import { describe, expect, it } from 'vitest'
import { gridTracks, pinnedOffsets } from './tree-tracks.ts'

const name = { id: 'name', label: 'Name', width: '260px' }
const share = { id: 'share', label: 'Share', width: '60px' }
const used = { id: 'used', label: 'Used' }

describe('columns that stay in sight', () => {
  it('keeps the first where it is', () => {
    expect(pinnedOffsets([name, share, used], new Set())).toEqual([0, null, null])
  })

  it('puts a pinned column beside it', () => {
    expect(pinnedOffsets([name, share, used], new Set(['share']))).toEqual([0, 260, null])
  })

  it('ends the run at a column that scrolls or has no fixed width', () => {
    expect(pinnedOffsets([name, used, share], new Set(['share']))).toEqual([0, null, null])
    expect(pinnedOffsets([used, share], new Set(['share']))).toEqual([0, null])
  })

  it('gives every column a track', () => {
    expect(gridTracks([name, used])).toBe('260px minmax(80px, 1fr)')
  })
})
