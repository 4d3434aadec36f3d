import { describe, expect, it } from 'vitest'
import { edgeText, edgeSentence, type EdgeReading } from './edge-text.ts'
import { readGraphAddress, writeGraphAddress, type GraphAddress } from './graph-address.ts'
import { fromLayout, nodeBeside, toLayout } from './layout.ts'
import { nameLines } from './names.ts'
import type { Picture, PictureEdge, PictureNode } from './picture.ts'
import { fitted, opened, zoomed } from './view-box.ts'
import { graphWords } from './words.ts'
import { relationWords } from '../relation-words.ts'

const node = (id: string, through: number | null = null): PictureNode => ({
  id,
  number: id,
  name: id,
  isPerson: false,
  isRoot: false,
  isController: false,
  isInRing: false,
  isWithinReach: true,
  through,
})
const edge = (part: Partial<PictureEdge>): PictureEdge => ({
  id: 'e',
  kind: 'ownership',
  look: 'ownership',
  from: 'a',
  to: 'b',
  percent: null,
  amount: null,
  isClosing: false,
  ...part,
})
const reading: EdgeReading = {
  words: graphWords.zh,
  kinds: relationWords.zh.kinds,
  unit: 'wan',
  locale: 'zh',
}

describe('what stands on an edge', () => {
  it.each<[string, Partial<PictureEdge>, number | null]>([
    ['直接 60% · 穿透 36%', { percent: 60_000_000 }, 36_000_000],
    ['直接 60%', { percent: 60_000_000 }, 60_000_000],
    ['直接 33.33%', { percent: 33_333_333 }, null],
    ['比例不详', {}, 36_000_000],
    ['↺ 直接 8%', { percent: 8_000_000, isClosing: true }, 5],
    ['担保 800 万元', { kind: 'guarantee', look: 'guarantee', amount: 800_000_000 }, null],
    ['实际控制人', { kind: 'actual-controller', look: 'control' }, null],
  ])('%s', (text, part, through) => {
    expect(edgeText(edge(part), node('b', through), reading)).toBe(text)
  })

  it('reads as a sentence in a path', () => {
    expect(edgeSentence(edge({ percent: 60_000_000 }), ['甲', '乙'], reading)).toBe(
      '甲 持股 乙 60%',
    )
  })
})

describe('the address of a graph', () => {
  const usual: GraphAddress = {
    layers: ['ownership', 'control', 'guarantee'],
    way: 'both',
    around: null,
    from: null,
    to: null,
    isList: false,
  }
  const id = '01890000-0000-7000-8000-000000000001'
  it.each<[GraphAddress]>([
    [usual],
    [{ ...usual, layers: ['guarantee'], way: 'up' }],
    [{ ...usual, around: id, isList: true }],
    [{ ...usual, from: id, to: id.replace('1', '2') }],
  ])('%j is read back as it was written', (address) => {
    const query = JSON.parse(JSON.stringify(writeGraphAddress(address))) as Record<string, string>
    expect(readGraphAddress(query)).toEqual(address)
  })

  it('shows every layer rather than none', () => {
    expect(readGraphAddress({ layers: 'colours', around: 'me' })).toEqual(usual)
  })
})

describe('laying out', () => {
  const picture: Picture = {
    nodes: [node('a'), node('b')],
    edges: [edge({}), edge({ id: 'self', to: 'a' })],
  }

  it('leaves out what leads back to itself, and turns wide pictures on their side', () => {
    const wish = toLayout(picture, () => '直接 60%')
    expect(wish.edges?.map(({ id }) => id)).toEqual(['e'])
    expect(wish.layoutOptions?.['elk.direction']).toBe('DOWN')
    const many = Array.from({ length: 9 }, (_, at) => edge({ id: `e${at}`, to: `n${at}` }))
    const wide = { nodes: many.map(({ to }) => node(to)), edges: many }
    expect(toLayout(wide, String).layoutOptions?.['elk.direction']).toBe('RIGHT')
  })

  it('takes routes and labels as the engine placed them', () => {
    const placed = fromLayout(picture, {
      id: 'picture',
      width: 200,
      height: 100,
      children: [{ id: 'a', x: 1, y: 2 }],
      edges: [
        {
          id: 'e',
          sources: ['a'],
          targets: ['b'],
          sections: [{ id: 's', startPoint: { x: 0, y: 0 }, endPoint: { x: 10, y: 20 } }],
        },
        { id: 'lost', sources: ['a'], targets: ['b'] },
      ],
    })
    expect(placed.places.get('a')).toEqual({ x: 1, y: 2 })
    expect(placed.edges).toEqual([
      {
        id: 'e',
        points: [
          { x: 0, y: 0 },
          { x: 10, y: 20 },
        ],
        label: { x: 5, y: 10 },
      },
    ])
  })

  it('keeps the held one above where its edge closes a cycle, and draws the edge as it is', () => {
    const cycle: Picture = {
      nodes: picture.nodes,
      edges: [edge({}), edge({ id: 'back', from: 'b', to: 'a', isClosing: true })],
    }
    const back = toLayout(cycle, String).edges?.find(({ id }) => id === 'back')
    expect([back?.sources, back?.targets]).toEqual([['a'], ['b']])
    const section = { id: 's', startPoint: { x: 0, y: 0 }, endPoint: { x: 0, y: 90 } }
    const edges = [{ id: 'back', sources: ['a'], targets: ['b'], sections: [section] }]
    expect(fromLayout(cycle, { id: 'picture', edges }).edges[0]?.points).toEqual([
      { x: 0, y: 90 },
      { x: 0, y: 0 },
    ])
  })

  it.each([
    ['ArrowDown', 'below'],
    ['ArrowRight', 'right'],
    ['ArrowUp', null],
    ['Tab', null],
  ])('%s leads to %s', (key, expected) => {
    const places = new Map([
      ['here', { x: 0, y: 0 }],
      ['right', { x: 200, y: 10 }],
      ['below', { x: 30, y: 90 }],
      ['far', { x: 300, y: 300 }],
    ])
    expect(nodeBeside(places, 'here', key)).toBe(expected)
  })
})

describe('names in a box', () => {
  it.each([
    ['华拓精密', ['华拓精密']],
    ['南屿天翔控股集团有限公司', ['南屿天翔控股集团有', '限公司']],
    ['一二三四五六七八九十一二三四五六七八九十', ['一二三四五六七八九', '十一二三四五六七…']],
    ['𠮷𠮷', ['𠮷𠮷']],
  ])('%s', (name, lines) => {
    expect(nameLines(name)).toEqual(lines)
  })
})

describe('moving about', () => {
  it('fits a large picture, and does not enlarge a small one', () => {
    expect(fitted({ width: 4000, height: 500 }, { width: 1048, height: 800 }).scale).toBe(0.25)
    expect(fitted({ width: 100, height: 100 }, { width: 1048, height: 800 }).scale).toBe(1)
  })

  it('keeps the point under the pointer where it is', () => {
    const box = zoomed({ x: 10, y: 20, scale: 1 }, 2, { x: 110, y: 120 })
    expect(box).toEqual({ x: -90, y: -80, scale: 2 })
  })

  it('opens a picture that reads across at the left, the start in the middle of the height', () => {
    const screen = { width: 1000, height: 800 }
    const size = { width: 9000, height: 9000, isAcross: true }
    const { x, y, scale } = opened(size, screen, { x: 100, y: 4500 })
    expect(x).toBe(24)
    expect(y + 4500 * scale).toBeCloseTo(400)
    const first = opened(size, screen, { x: 100, y: 10 })
    expect(first.y).toBe(24)
  })
})
