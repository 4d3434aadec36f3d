/** The step of seven a share takes in a ramp up to the greatest share; only nothing is step 0. */
export function heatStep(share: number, most: number): number {
  return share === 0 || most === 0 ? 0 : Math.min(6, Math.max(1, Math.ceil((share / most) * 6)))
}
