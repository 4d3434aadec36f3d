import { z } from 'zod'

const densities = ['compact', 'normal', 'comfortable'] as const

/** A column of a table; their order is the order of the array. */
const Column = z.strictObject({
  key: z
    .string()
    .min(1)
    .max(40)
    .regex(/^[\w.-]+$/),
  /** In pixels. */
  width: z.int().min(40).max(1200).optional(),
  pinned: z.enum(['left', 'right']).optional(),
  hidden: z.boolean().optional(),
})

const Setting = z.union([z.string().max(200), z.number(), z.boolean(), z.null()])

const looks = {
  columns: z
    .array(Column)
    .max(60)
    .refine((columns) => new Set(columns.map(({ key }) => key)).size === columns.length, 'twice')
    .optional(),
  density: z.enum(densities).optional(),
  /** What a page keeps of its own, by name. */
  settings: z
    .record(z.string().min(1).max(40), Setting)
    .refine((settings) => Object.keys(settings).length <= 30, 'too-many')
    .optional(),
}

/** How a member of staff left a table or a page. */
export const Layout = z.strictObject(looks)
export type Layout = z.infer<typeof Layout>
export type LayoutColumn = z.infer<typeof Column>

/** Which table or page: `tree`, `customers`, `loans.overdue`. */
export const LayoutKey = z.string().regex(/^[a-z0-9.-]{1,40}$/)

export { looks as layoutParts }
