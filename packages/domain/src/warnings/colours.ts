/** How serious a warning is, the least first. */
export const colours = ['yellow', 'orange', 'red'] as const
export type Colour = (typeof colours)[number]

export function isWorse(colour: Colour, than: Colour): boolean {
  return colours.indexOf(colour) > colours.indexOf(than)
}
