import type { Db, Tx } from '@banyan/database'
import type { Role } from '@banyan/domain/access/roles'
import type { Day } from '@banyan/domain/calendar'
import type { Logger } from 'pino'
import type { AccessLog } from '../audit/access-log.ts'
import type { InstitutionKeys, Keyring } from './keys.ts'
import type { MaskedField, Reach } from './policy.ts'

export interface Institution {
  id: string
  code: string
  name: string
  kind: 'city-bank' | 'rural-credit-union' | 'micro-lender'
  currency: string
}

export interface Staff {
  id: string
  accountId: string
  number: string
  name: string
  branchId: string
  branchCode: string
  branchName: string
  roles: Role[]
}

/** How far this person sees in the procedure they called. */
export interface Scope {
  reach: Reach
  staffId: string
  /** Their branch and all below it. */
  branchIds: string[]
}

/** What an operation or a query is given: an open transaction of the caller's institution. */
export interface StaffContext {
  tx: Tx
  institution: Institution
  staff: Staff
  scope: Scope
  masked: readonly MaskedField[]
  /** Whether names of persons are masked for this caller. */
  hidesNames: boolean
  businessDay: Day
  now: () => Date
  keys: InstitutionKeys
  requestId: string
  log: Logger
  /** Remembers that this person opened a customer's file; written within a second, outside the transaction. */
  noteAccess: (customerId: string, what: string) => void
}

/** What the process has and a test can make: no operation reaches for anything else. */
export interface Resources {
  db: Db
  keyring: Keyring
  now: () => Date
  log: Logger
  accessLog: AccessLog
  transact: <T>(
    institutionId: string,
    run: (tx: Tx) => Promise<T>,
    options?: { isolation?: 'read committed' | 'repeatable read'; plansOnce?: boolean },
  ) => Promise<T>
}
