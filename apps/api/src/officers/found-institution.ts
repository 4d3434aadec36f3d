import { type Db, inInstitution, uuidv7 } from '@banyan/database'
import { addDays, type Day } from '@banyan/domain/calendar'
import { startingChart } from '@banyan/domain/loans/chart-of-accounts'
import type { Keyring } from '../access/keys.ts'
import type { Institution } from '../access/staff-context.ts'
import { defaultProducts } from '../products/default-products.ts'
import { insertStartingProducts } from '../products/products.queries.ts'
import { defaultAuthorities, defaultScorecards } from './institution-defaults.ts'
import {
  insertAuthorities,
  insertBranch,
  insertChart,
  insertInstitution,
  insertScorecards,
  insertState,
  insertKey,
} from './officers.queries.ts'

export interface NewInstitution {
  code: string
  name: string
  kind: Institution['kind']
  businessDay: Day
  headOffice: { code: string; name: string }
}

export interface FoundedInstitution extends Institution {
  headOfficeId: string
}

/**
 * A lender with everything a first customer needs: its keys, its head office, its open business
 * day, and products, accounts, authorities and scorecards to start from. Runs before anyone works there,
 * so it leaves no audit event; the first one is the appointment of its administrator.
 */
export async function foundInstitution(
  db: Db,
  keyring: Keyring,
  founding: NewInstitution,
  at: Date,
): Promise<FoundedInstitution> {
  const id = uuidv7()
  const headOfficeId = uuidv7()
  const { code, name, kind, businessDay, headOffice } = founding
  await insertInstitution(db, { id, code, name, kind, createdAt: at })
  await inInstitution(db, id, async (tx) => {
    await insertKey(tx, {
      institutionId: id,
      version: 1,
      wrapped: keyring.makeKey(id, 1),
      createdAt: at,
    })
    await insertState(tx, id, businessDay, addDays(businessDay, -1), at)
    await insertBranch(tx, {
      institutionId: id,
      id: headOfficeId,
      ...headOffice,
      parentId: null,
      createdAt: at,
    })
    await insertStartingProducts(tx, id, defaultProducts(kind), {
      validFrom: businessDay,
      madeAt: at,
    })
    await insertChart(tx, id, startingChart(kind))
    await insertAuthorities(tx, id, defaultAuthorities(kind), businessDay)
    await insertScorecards(tx, id, defaultScorecards(), businessDay)
  })
  return { id, code, name, kind, currency: 'CNY', headOfficeId }
}
