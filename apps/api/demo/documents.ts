import { createHash } from 'node:crypto'
import { uuidv7 } from '@banyan/database'
import { requiredDocuments } from '@banyan/domain/applications/submission-gaps'
import type { DocumentKind } from '@banyan/domain/documents/document-kinds'
import type { InstitutionKeys } from '../src/access/keys.ts'
import type { DemoBank } from './bank.ts'
import { instantOn } from './business-time.ts'
import type { ContentRow, DocumentRow } from './demo.queries.ts'
import { tinyPdf, tinyPng } from './files.ts'
import type { Party } from './parties.ts'
import type { Story } from './story.ts'
import { firstOffered } from './terms.ts'

export interface Filed {
  document: DocumentRow
  content: ContentRow
}

interface Filing {
  party: Party
  kind: DocumentKind
  applicationId: string | null
  createdAt: Date
}

const fileNames: Partial<Record<DocumentKind, string>> = {
  'identity-document': '身份证.png',
  'business-licence': '营业执照.png',
  'articles-of-association': '公司章程.pdf',
  'resolution-to-borrow': '股东会决议.pdf',
  'financial-statements': '财务报表.pdf',
  'income-evidence': '收入证明.pdf',
  'purpose-evidence': '用途证明.pdf',
  'credit-bureau-authorisation': '征信授权书.pdf',
  'account-statement': '银行流水.pdf',
  'collateral-ownership': '权属证明.pdf',
  'collateral-valuation': '评估报告.pdf',
  'guarantor-consent': '保证人同意书.pdf',
}

/** The papers of applications that stand open, whole for all that were handed in. */
export function documentsOf(
  bank: DemoBank,
  keys: InstitutionKeys,
  open: readonly Story[],
): Filed[] {
  return open
    .filter(({ status }) => status !== 'draft')
    .flatMap(({ id, party, product, terms, createdAt }) =>
      requiredDocuments(terms.guarantee, product, party.details.kind).map((kind) =>
        file(bank, keys, { party, kind, applicationId: id, createdAt }),
      ),
    )
}

/** Everything a secured first application of this company asks for, on file with the customer. */
export function papersOf(bank: DemoBank, keys: InstitutionKeys, party: Party): Filed[] {
  const createdAt = instantOn(bank.time.last, 120)
  return requiredDocuments('mortgage', firstOffered(bank), party.details.kind).map((kind) =>
    file(bank, keys, { party, kind, applicationId: null, createdAt }),
  )
}

function file(
  bank: DemoBank,
  keys: InstitutionKeys,
  { party, kind, applicationId, createdAt }: Filing,
): Filed {
  const institutionId = bank.institution.id
  const id = uuidv7(createdAt.getTime())
  const fileName = fileNames[kind] ?? '其他材料.pdf'
  const isPicture = fileName.endsWith('.png')
  const bytes = isPicture ? tinyPng(200) : tinyPdf(`Banyan demo document: ${kind} ${party.number}`)
  return {
    document: {
      institutionId,
      id,
      customerId: party.id,
      applicationId,
      kind,
      fileName,
      mediaType: isPicture ? 'image/png' : 'application/pdf',
      size: bytes.length,
      digest: createHash('sha256').update(bytes).digest(),
      createdBy: party.officer.id,
      createdAt,
    },
    content: {
      institutionId,
      documentId: id,
      content: keys.sealBytes('document_content', id, bytes),
    },
  }
}
