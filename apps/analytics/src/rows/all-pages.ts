interface Page<Row> {
  readonly rows: readonly Row[]
  readonly next: string | null
}

/** Every row of a list that is paged by key, in order; at most so many. */
export async function allPages<Row>(
  read: (after: string | undefined) => Promise<Page<Row>>,
  most = 20_000,
): Promise<Row[]> {
  const rows: Row[] = []
  let after: string | undefined
  do {
    const page: Page<Row> = await read(after)
    rows.push(...page.rows)
    after = page.next ?? undefined
  } while (after && rows.length < most)
  return rows
}
