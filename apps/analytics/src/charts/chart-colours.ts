/** Also for each part of a rich label, which inherits none. */
export const chartFonts =
  '"Inter Variable","PingFang SC","Microsoft YaHei UI","Noto Sans SC Variable","WenQuanYi Micro Hei",sans-serif'

const light = {
  page: '#F6F7F9',
  surface: '#FFFFFF',
  sunken: '#EEF1F5',
  text1: '#16202C',
  text2: '#465262',
  text3: '#626D7C',
  border: '#D5DBE3',
  line: '#E6EAF0',
  accent: '#1B5FC1',
  series: ['#1C42B5', '#DD7C17', '#388472', '#7D3770', '#339DD1', '#B31706', '#8851EC', '#2E2E2E'],
  rest: '#C3CAD4',
  pass: '#3C8F86',
  late: '#F2970B',
  reject: '#A91004',
  wait: '#7A4FB5',
  back: '#D9C62B',
  heat: ['#EAF2FB', '#C6DBF2', '#93BCE4', '#5A96D1', '#2B6FB8', '#124C8F', '#072F63'],
} as const

export type ChartColours = {
  readonly [K in keyof typeof light]: (typeof light)[K] extends readonly string[]
    ? readonly string[]
    : (typeof light)[K] extends number
      ? number
      : string
}

const dark: ChartColours = {
  page: '#10161F',
  surface: '#18202B',
  sunken: '#222C39',
  text1: '#E8EDF3',
  text2: '#B3BDC9',
  text3: '#929DAB',
  border: '#334052',
  line: '#283343',
  accent: '#6AAAF2',
  series: ['#3399FC', '#F8911A', '#BFF4C9', '#964A7C', '#41D3F5', '#E32B14', '#6C43DD', '#989898'],
  rest: '#4A586B',
  pass: '#3FC6A4',
  late: '#F2A25C',
  reject: '#F4837D',
  wait: '#B59AEF',
  back: '#DDBB4A',
  heat: ['#1E2C3D', '#1F3D5E', '#23527F', '#2868AD', '#5A96D1', '#93BCE4', '#C6DBF2'],
}

/** A chart's colours as values: an SVG that is saved or printed knows no CSS variables. */
export function chartColours(isDark: boolean): ChartColours {
  return isDark ? dark : light
}

/**
 * What every option starts from: no animation, a description for screen readers, the page's fonts. Tooltips are
 * drawn in the chart: as HTML they would need inline styles, which the page's policy forbids.
 */
export function chartBase(colours: ChartColours, label: string) {
  return {
    animation: false,
    color: [...colours.series],
    aria: { enabled: true, label: { description: label } },
    textStyle: { fontFamily: chartFonts, fontSize: 12, color: colours.text2 },
    tooltip: {
      trigger: 'item',
      renderMode: 'richText',
      confine: true,
      backgroundColor: colours.surface,
      borderColor: colours.border,
      textStyle: { color: colours.text1, fontSize: 12 },
    },
  }
}

/** Axes in the house's look, to spread into an option's own. */
export function chartAxes(colours: ChartColours) {
  const label = { color: colours.text2, fontSize: 12, hideOverlap: true }
  return {
    category: {
      type: 'category',
      axisTick: { show: false },
      axisLine: { lineStyle: { color: colours.border } },
      axisLabel: label,
    },
    value: {
      type: 'value',
      axisLine: { show: false },
      axisTick: { show: false },
      axisLabel: label,
      splitLine: { lineStyle: { color: colours.line } },
    },
  } as const
}
