import fs from 'node:fs'
import { serve } from '@hono/node-server'
import { money } from '@banyan/domain/money'
import { it } from 'vitest'
import { hashPassword } from './access/passwords.ts'
import { createServer } from './server.ts'
import { aStaffedBank, aDraft, aScored, aReview, aSubmission, aReadyPerson, aGroup, asAsked, attachEveryDocument, at } from './testing-applications.ts'
import { aCompany, aPerson } from './testing-customers.ts'
import { uuidv7 } from '@banyan/database'

it('serves', async () => {
  const posts = await aStaffedBank()
  const { bank } = posts
  ;(bank.resources as any).now = () => new Date()
  const hash = await hashPassword('correct horse battery')
  for (const [name, who] of Object.entries({ manager: posts.manager, reviewer: posts.reviewer, approver: posts.approver, head: posts.headApprover })) {
    await bank.db.updateTable('account').set({ passwordHash: hash, loginName: name }).where('id', '=', (who as any).accountId).execute()
  }
  const c1 = await aCompany(bank, posts.manager, { name: '华拓精密有限公司', registeredCapital: money(20_000_000_00), establishedOn: '2012-03-01' as any })
  const c2 = await aCompany(bank, posts.manager, { name: '瑞禾农业科技有限公司', establishedOn: '2020-03-01' as any })
  await attachEveryDocument(posts, c1.id)
  await attachEveryDocument(posts, c2.id)
  await aGroup(posts, [c1, c2], 8_000_000_00)
  const terms = { product: 'working-capital', amount: money(2_000_000_00), termMonths: 12, method: 'interest-only' as const, purpose: '采购钢材', guarantee: 'mortgage' as const }
  const a0 = await aScored(posts, terms, c2)
  await bank.as(posts.approver).decisions.approve({ ...asAsked(a0), amount: terms.amount, termMonths: 12 })
  await aScored(posts, { ...terms, amount: money(4_500_000_00) }, c1)
  await aScored(posts, { ...terms, amount: money(6_500_000_00) }, c2)
  for (let i = 0; i < 6; i++) await aScored(posts)
  const rev = await aReview(posts)
  await bank.as(posts.reviewer).applications.raiseFinding({ applicationId: rev.id, text: '收入证明缺少单位公章，请补充原件照片', isMandatory: true })
  await bank.as(posts.reviewer).applications.raiseFinding({ applicationId: rev.id, text: '流水第 3 页不清晰', isMandatory: false })
  const back = await aReview(posts)
  await bank.as(posts.reviewer).applications.return({ ...at(back), note: '请补近六个月流水' })
  await aSubmission(posts)
  const bare = await aPerson(bank, posts.manager, { name: '欧阳测试' })
  const draft = await aDraft(posts, { purpose: null }, bare)
  const app = createServer({ resources: bank.resources, access: { db: bank.db, now: () => new Date(), isSecure: false, isDemo: false, demoLogins: () => [] } as any, pages: { portal: '/tmp/look/dist', analytics: '/tmp/look/dist' } })
  const server = serve({ fetch: app.fetch, port: 8799, hostname: '127.0.0.1' })
  fs.writeFileSync('/tmp/look/ids.json', JSON.stringify({ rev: rev.id, draft: draft.id, bare: bare.id, back: back.id, approved: a0.id, c1: c1.id }))
  while (!fs.existsSync('/tmp/look/stop')) await new Promise((r) => setTimeout(r, 500))
  server.close()
  await bank.drop()
}, 3_600_000)
