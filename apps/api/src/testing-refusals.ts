/** Why an act was refused, or 'done'. */
export const refusalOf = (act: Promise<unknown>): Promise<string> =>
  act.then(
    () => 'done',
    (error: unknown) => String(Reflect.get(Object(error), 'message')),
  )
