/** The row that was last chosen in a list, by the list's address, as long as the tab lives. */
export const rememberedRows = new Map<string, string>()
