import type { Tx } from '@banyan/database'
import type { Day } from '@banyan/domain/calendar'
import type { CompanyType, LicenceKind } from '@banyan/domain/customers/company'
import type { EvidenceFacts } from '@banyan/domain/customers/evidence'
import { sql } from 'kysely'

interface BlockFacts {
  falseMarks: number
  proofs: { expiresOn: Day | null }[] | null
  companyType: CompanyType | null
  licences: { kind: LicenceKind; expiresOn: Day | null }[] | null
}

/** What a decision about a customer asks of the evidence behind the file and its group. */
export async function getEvidenceFacts(
  tx: Tx,
  institutionId: string,
  customerId: string,
): Promise<EvidenceFacts> {
  const { rows } = await sql<BlockFacts>`
    with party as (
      select other.customer_id from group_member own
      join group_member other on other.institution_id = own.institution_id and other.group_id = own.group_id
        and other.valid_to is null and other.known_to is null
      where own.institution_id = ${institutionId} and own.customer_id = ${customerId}
        and own.valid_to is null and own.known_to is null
      union
      select ${customerId}::uuid
    )
    select
      (select count(*)::int from false_material m join party on party.customer_id = m.customer_id
        where m.institution_id = ${institutionId} and m.lifted_at is null) as false_marks,
      (select jsonb_agg(jsonb_build_object('expiresOn', v.expires_on)) from fact_verification v
        where v.institution_id = ${institutionId} and v.customer_id = ${customerId}
          and v.replaced_at is null) as proofs,
      c.company_type,
      (select jsonb_agg(jsonb_build_object('kind', l.kind, 'expiresOn', l.expires_on)) from licence l
        where l.institution_id = ${institutionId} and l.customer_id = ${customerId}
          and l.removed_at is null) as licences
    from customer c where c.institution_id = ${institutionId} and c.id = ${customerId}`.execute(tx)
  const facts = rows[0]
  return {
    falseMarks: facts?.falseMarks ?? 0,
    proofs: facts?.proofs ?? [],
    companyType: facts?.companyType ?? null,
    licences: facts?.licences ?? [],
  }
}
