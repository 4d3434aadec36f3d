import { z } from 'zod'

/** What a colleague signs in with: 3 to 40 of a-z, 0-9, dot and dash, a letter first; capitals are taken as small. */
export const LoginName = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z][a-z0-9.-]{2,39}$/)
