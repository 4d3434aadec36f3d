/** One line of what an act will change: `可用额度 1,200.00 → 700.00`. */
export interface Effect {
  readonly label: string
  readonly before?: string | undefined
  readonly after: string
}
