/** What a failed request says of itself: the tRPC code, the reason when a rule refused, the request's id. */
export interface PageFailure {
  readonly code: string
  readonly reason?: string | undefined
  readonly requestId?: string | undefined
}
