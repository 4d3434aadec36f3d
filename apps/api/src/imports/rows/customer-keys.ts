import type { CustomerDetails } from '@banyan/domain/customers/customer'
import type { CustomerRow } from '@banyan/domain/imports/customers-file'

export type OfficialNumber = 'id_number' | 'credit_code' | 'lei'

/** The numbers that belong to one party alone, under the names of their columns. */
export function officialNumbers(details: CustomerDetails): [OfficialNumber, string][] {
  const numbers: [OfficialNumber, string][] =
    details.kind === 'person'
      ? [['id_number', details.idNumber]]
      : [
          ['credit_code', details.creditCode],
          ['lei', details.lei],
        ]
  return numbers.filter(([, number]) => number !== '')
}

export function numberKey(column: OfficialNumber, number: string): string {
  return `${column} ${number}`
}

/** What a row of customers is recognised by within its file. */
export function customerKeys({ externalId, details }: CustomerRow): string[] {
  const numbers = officialNumbers(details).map(([column, number]) => numberKey(column, number))
  return [`external_id ${externalId}`, ...numbers]
}
