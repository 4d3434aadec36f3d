export const stages = [
  'intake',
  'documents',
  'diligence',
  'grading',
  'approval',
  'signing',
  'disbursement',
  'post-loan',
  'settled',
] as const
export type Stage = (typeof stages)[number]

export const stageStates = [
  'none',
  'doing',
  'wait',
  'late',
  'back',
  'pass',
  'reject',
  'except',
  'skip',
] as const
export type StageState = (typeof stageStates)[number]

interface Disc {
  readonly fill: string
  readonly ink: string
  readonly outline: string
  readonly glyph?: string
  readonly solid?: boolean
}

/** Fill, ink, outline and glyph of each state; the fills stay apart under all three colour blindnesses. */
export const discs: Record<StageState, Disc> = {
  none: { fill: 'transparent', ink: 'inherit', outline: 'var(--edge)' },
  doing: { fill: '#1a44bd', ink: '#fff', outline: '#1a44bd', glyph: 'i-lucide-play', solid: true },
  wait: {
    fill: '#c1affa',
    ink: '#16202c',
    outline: '#7a4fb5',
    glyph: 'i-lucide-pause',
    solid: true,
  },
  late: { fill: '#f2970b', ink: '#16202c', outline: '#b25000', glyph: 'i-lucide-clock' },
  back: { fill: '#f4ed86', ink: '#16202c', outline: '#8a6a00', glyph: 'i-lucide-undo-2' },
  pass: { fill: '#3c8f86', ink: '#fff', outline: '#0a7b66', glyph: 'i-lucide-check' },
  reject: { fill: '#a91004', ink: '#fff', outline: '#a91004', glyph: 'i-lucide-x' },
  except: { fill: '#620053', ink: '#fff', outline: '#620053', glyph: 'i-lucide-star', solid: true },
  skip: {
    fill: 'transparent',
    ink: 'var(--text-3)',
    outline: 'var(--edge)',
    glyph: 'i-lucide-chevrons-right',
  },
}
