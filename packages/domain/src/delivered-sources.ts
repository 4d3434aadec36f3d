/** A source of figures that are delivered with the product, as it is cited in each language. */
export interface DeliveredSource {
  readonly zh: string
  readonly en: string
}

const source = (zh: string, en: string): DeliveredSource => ({ zh, en })
const risk2023 = 'Measures for Risk Classification of Financial Assets of Commercial Banks'

/** What the delivered rules rest on; every figure of them is to be confirmed by a person. */
export const deliveredSources = {
  ownParameter: source(
    '初始参数，须由本行确认',
    'Initial parameter, to be confirmed by the institution',
  ),
  ownInspections: source(
    '初始参数，须由本行贷后管理制度确认',
    'Initial parameter, to be confirmed by the institution’s post-loan rules',
  ),
  ownPricing: source(
    '初始参数，须由本行定价制度确认',
    'Initial parameter, to be confirmed by the institution’s pricing rules',
  ),
  collectionStandard: source(
    'GB/T《互联网金融 个人网络消费信贷 贷后催收风控指引》(2025-03)；须由本行确认',
    'GB/T guideline on collecting personal online consumer credit (2025-03); to be confirmed by the institution',
  ),
  civilCode: source(
    '《民法典》第188、189、195、692、694条；须由法务确认',
    'Civil Code, articles 188, 189, 195, 692 and 694; to be confirmed by counsel',
  ),
  workingCapital: source(
    '《流动资金贷款管理办法》(2024) 资金用途监控',
    'Measures for Working Capital Loans (2024), watching what the money is used for',
  ),
  lateDays: source(
    '《商业银行金融资产风险分类办法》第十条、第十一条；企业会计准则第22号 (30/90 天)',
    `${risk2023}, articles 10 and 11; Accounting Standard No. 22 (30 and 90 days)`,
  ),
  tiers: source('《商业银行金融资产风险分类办法》(2023)', `${risk2023} (2023)`),
  restructured: source(
    '《商业银行金融资产风险分类办法》(2023) 重组资产',
    `${risk2023} (2023), restructured assets`,
  ),
} as const satisfies Record<string, DeliveredSource>

const english = new Map<string, string>(
  Object.values(deliveredSources).map(({ zh, en }) => [zh, en]),
)

/** A source in a language: one that was delivered is known in both, any other reads as it was entered. */
export function sourceIn(language: 'zh' | 'en', cited: string): string {
  return language === 'en' ? (english.get(cited) ?? cited) : cited
}
