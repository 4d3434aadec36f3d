/** A link with which `name` sets a password once. */
export interface IssuedLink {
  readonly name: string
  readonly path: string
  readonly expiresAt: Date | string
}
