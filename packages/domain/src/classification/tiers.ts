/** The five tiers, best first (2023 No. 1, article 6). */
export const tiers = ['normal', 'special-mention', 'substandard', 'doubtful', 'loss'] as const
export type Tier = (typeof tiers)[number]

/** 不良: substandard, doubtful and loss. */
export function isNonPerforming(tier: Tier): boolean {
  return tiers.indexOf(tier) >= tiers.indexOf('substandard')
}

/** The worse of two tiers. */
export function worseTier(a: Tier, b: Tier): Tier {
  return tiers.indexOf(a) >= tiers.indexOf(b) ? a : b
}
