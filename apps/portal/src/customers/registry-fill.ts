import { companyTypes } from '@banyan/domain/customers/company'
import { formatMoney, money } from '@banyan/domain/money'
import type { CompanyForm } from './customer-form.ts'

export interface RegistryRecord {
  readonly name: string
  readonly legalRepresentative: string | null
  readonly registeredCapital: number | null
  readonly establishedOn: string | null
  readonly address: string | null
  readonly industrySection: string | null
  readonly companyType: string | null
}

/**
 * The form with what the registry says: only where nothing is typed yet, or everywhere. `filled` names the fields
 * that changed.
 */
export function fillFromRegistry(
  form: CompanyForm,
  record: RegistryRecord,
  where: 'empty' | 'all',
): { form: CompanyForm; filled: string[] } {
  const { name, legalRepresentative, registeredCapital, establishedOn } = record
  const said: Partial<CompanyForm> = {
    name,
    legalRepresentative: legalRepresentative ?? '',
    registeredCapital: registeredCapital === null ? '' : formatMoney(money(registeredCapital)),
    establishedOn: establishedOn ?? '',
    address: record.address ?? '',
    industrySection: record.industrySection,
    companyType: companyTypes.find((type) => type === record.companyType) ?? null,
  }
  const taken = Object.entries(said).filter(([field, value]) => {
    const present: unknown = form[field as keyof CompanyForm]
    if (value === '' || value === null || value === present) return false
    return where === 'all' || present === '' || present === null
  })
  return {
    form: { ...form, ...Object.fromEntries(taken) },
    filled: taken.map(([field]) => field),
  }
}
