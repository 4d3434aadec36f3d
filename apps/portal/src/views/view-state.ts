import { ViewBody } from '@banyan/domain/search/saved-view'
import { plainState, type ListState } from '../search/list-state.ts'
import { choicesOf, densityOf, keptColumns, keptDensity } from '../use-layout.ts'

/** A list's state as a view keeps it. */
export function bodyOf({ text, filter, chosen, sort, columns, density }: ListState): ViewBody {
  return ViewBody.parse({
    ...(text === '' ? {} : { text }),
    ...(filter === null ? {} : { filter }),
    ...(Object.keys(chosen).length === 0 ? {} : { chosen }),
    ...(sort === null ? {} : { sort }),
    ...(columns === null ? {} : { columns: keptColumns(columns) }),
    ...(density === null ? {} : { density: keptDensity(density) }),
  })
}

/** The state that a view was saved with. */
export function stateOf({ text, filter, chosen, sort, columns, density }: ViewBody): ListState {
  return {
    ...plainState,
    text: text ?? '',
    filter: filter ?? null,
    chosen: chosen ?? {},
    sort: sort ?? null,
    columns: columns ? choicesOf(columns) : null,
    density: densityOf(density) ?? null,
  }
}
