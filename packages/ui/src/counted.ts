/** A count with its English noun: `1 path`, `2 paths`; a noun with an uncommon plural is given both. */
export function counted(count: number | string, one: string, many = `${one}s`): string {
  return `${count} ${String(count) === '1' ? one : many}`
}
