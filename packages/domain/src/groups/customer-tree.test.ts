import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseRate, rate } from '../rate.ts'
import { connectedSets } from './connected-sets.ts'
import { buildTree } from './customer-tree.ts'
import type { CustomerTree } from './customer-tree.ts'
import { compareNumbers } from './tree-holdings.ts'
import type { Holding, TreeMember } from './tree-holdings.ts'

function membersOf(names: string): TreeMember[] {
  return [...names].map((name) => ({ id: name, number: name.toUpperCase() }))
}

/** `'p>a 60'`: p holds 60 % of a; without a number the share is unknown. */
function holdingsOf(...texts: string[]): Holding[] {
  return texts.map((text) => {
    const [pair = '', percent] = text.split(' ')
    const [holder = '', held = ''] = pair.split('>')
    return { holder, held, percent: percent === undefined ? null : parseRate(percent) }
  })
}

function outline({ nodes }: CustomerTree): string {
  return nodes.map(({ id, depth }) => `${'.'.repeat(depth)}${id}`).join(' ')
}

describe('building the customer tree', () => {
  it('lays out a pyramid depth first, siblings by number', () => {
    const tree = buildTree(membersOf('dcbap'), holdingsOf('p>c 60', 'p>a 51', 'a>b 50', 'p>d 10'))
    expect(outline(tree)).toBe('p .a ..b .c .d')
    expect(tree.roots).toEqual(['p'])
    expect(tree.nodes[0]).toEqual({
      id: 'p',
      number: 'P',
      parent: null,
      percent: null,
      otherParents: [],
      depth: 0,
      position: 0,
      subtreeSize: 5,
    })
    expect(tree.nodes[1]).toMatchObject({
      id: 'a',
      parent: 'p',
      percent: 51_000_000,
      subtreeSize: 2,
    })
  })

  it('hangs a member under its largest holder and lists the others by share', () => {
    const tree = buildTree(membersOf('abcdx'), holdingsOf('a>x 20', 'b>x 45', 'c>x', 'd>x 35'))
    const held = tree.nodes.find(({ id }) => id === 'x')
    expect(held?.parent).toBe('b')
    expect(held?.otherParents).toEqual([
      { id: 'd', percent: 35_000_000 },
      { id: 'a', percent: 20_000_000 },
      { id: 'c', percent: null },
    ])
  })

  it('gives equal shares to the lower number, and an unknown share its place when it is alone', () => {
    expect(outline(buildTree(membersOf('abx'), holdingsOf('b>x 50', 'a>x 50')))).toBe('a .x b')
    expect(outline(buildTree(membersOf('ax'), holdingsOf('a>x')))).toBe('a .x')
  })

  it('cuts a cross-holding at its smaller share', () => {
    const tree = buildTree(membersOf('ab'), holdingsOf('a>b 30', 'b>a 40'))
    expect(outline(tree)).toBe('b .a')
    expect(tree.cycleEdges).toEqual(holdingsOf('a>b 30'))
    expect(tree.nodes[0]?.otherParents).toEqual([{ id: 'a', percent: 30_000_000 }])
  })

  it('cuts a ring of equal shares before its lowest number', () => {
    const tree = buildTree(membersOf('abc'), holdingsOf('b>c 50', 'c>a 50', 'a>b 50'))
    expect(outline(tree)).toBe('a .b ..c')
    expect(tree.cycleEdges).toEqual(holdingsOf('c>a 50'))
  })

  it('names one holding of a cycle between siblings', () => {
    const tree = buildTree(membersOf('pab'), holdingsOf('p>a 70', 'p>b 60', 'a>b 40', 'b>a 30'))
    expect(outline(tree)).toBe('p .a .b')
    expect(tree.cycleEdges).toEqual(holdingsOf('b>a 30'))
  })

  it('reports dirty data and builds the tree all the same', () => {
    const tree = buildTree(membersOf('pqa'), holdingsOf('p>a 80', 'q>a 40', 'a>a 10', 'p>z 5'))
    expect(outline(tree)).toBe('p .a q')
    expect(tree.warnings).toEqual([
      { code: 'holder-or-held-unknown', holder: 'p', held: 'z' },
      { code: 'holds-itself', id: 'a' },
      { code: 'held-beyond-whole', id: 'a', percent: 120_000_000 },
    ])
  })

  it('counts a pair named twice once, with its larger share', () => {
    const tree = buildTree(membersOf('pa'), holdingsOf('p>a', 'p>a 60', 'p>a 55'))
    expect(tree.nodes[1]).toMatchObject({ percent: 60_000_000, otherParents: [] })
    expect(tree.warnings).toEqual([])
  })

  it('handles a chain of 10,000 and a group of 100,000', () => {
    const chain = numbered(10_000)
    const deep = buildTree(
      chain,
      linked(chain, (place) => place - 1),
    )
    expect(deep.nodes.at(-1)?.depth).toBe(9999)

    const many = numbered(100_000)
    const holdings = linked(many, (place) => Math.floor(place / 3))
    const start = Date.now()
    const wide = buildTree(many, holdings)
    expect(Date.now() - start).toBeLessThan(5000)
    expect(wide.nodes[0]?.subtreeSize).toBe(100_000)
  })

  it('orders numbers that have grown by a digit', () => {
    expect(['C10000000', 'C9999999'].sort(compareNumbers)).toEqual(['C9999999', 'C10000000'])
  })
})

function numbered(count: number): TreeMember[] {
  return Array.from({ length: count }, (_, place) => ({
    id: `id${place}`,
    number: `C${String(place).padStart(7, '0')}`,
  }))
}

function linked(members: TreeMember[], holderOf: (place: number) => number): Holding[] {
  return members.slice(1).map(({ id }, index) => ({
    holder: members[holderOf(index + 1)]?.id ?? '',
    held: id,
    percent: parseRate('60'),
  }))
}

const members = numbered(12)
const anyHolding = fc.record({
  holder: fc.constantFrom(...members.map(({ id }) => id)),
  held: fc.constantFrom(...members.map(({ id }) => id)),
  percent: fc.option(fc.constantFrom(rate(10_000_000), rate(50_000_000), rate(60_000_000))),
})
const anyHoldings = fc.array(anyHolding, { maxLength: 40 })

function isAcyclic(holdings: readonly Holding[]): boolean {
  let left = holdings
  for (;;) {
    const held = new Set(left.map((holding) => holding.held))
    const next = left.filter(({ holder }) => held.has(holder))
    if (next.length === left.length) return left.length === 0
    left = next
  }
}

describe('any group', () => {
  it('gives the same tree whatever the order of the input', () => {
    const shuffled = anyHoldings.chain((holdings) =>
      fc.tuple(
        fc.constant(holdings),
        fc.shuffledSubarray(holdings, { minLength: holdings.length }),
        fc.shuffledSubarray(members, { minLength: members.length }),
      ),
    )
    fc.assert(
      fc.property(shuffled, ([holdings, otherHoldings, otherMembers]) => {
        expect(buildTree(otherMembers, otherHoldings)).toEqual(buildTree(members, holdings))
      }),
    )
  })

  it('holds every member once, after its parent, inside its parent’s subtree', () => {
    fc.assert(
      fc.property(anyHoldings, (holdings) => {
        const { nodes, roots } = buildTree(members, holdings)
        const byId = new Map(nodes.map((node) => [node.id, node]))
        expect(byId.size).toBe(members.length)
        expect(nodes.map(({ position }) => position)).toEqual([...nodes.keys()])
        for (const node of nodes) {
          if (node.parent === null) {
            expect(roots).toContain(node.id)
            continue
          }
          const parent = byId.get(node.parent)
          expect(parent?.depth).toBe(node.depth - 1)
          expect(parent && node.position > parent.position).toBe(true)
          const end = (parent?.position ?? 0) + (parent?.subtreeSize ?? 0)
          expect(node.position + node.subtreeSize).toBeLessThanOrEqual(end)
        }
        const rootSizes = nodes.filter(({ depth }) => depth === 0).map((node) => node.subtreeSize)
        expect(rootSizes.reduce((sum, size) => sum + size, 0)).toBe(members.length)
      }),
    )
  })

  it('passes over a larger holder only where that one stands below', () => {
    fc.assert(
      fc.property(anyHoldings, (holdings) => {
        const { nodes } = buildTree(members, holdings)
        const byId = new Map(nodes.map((node) => [node.id, node]))
        for (const node of nodes) {
          for (const other of node.otherParents) {
            const isLarger = node.parent === null || (other.percent ?? -1) > (node.percent ?? -1)
            const place = byId.get(other.id)?.position ?? -1
            const isBelow = place > node.position && place < node.position + node.subtreeSize
            if (isLarger) expect(isBelow).toBe(true)
          }
        }
      }),
    )
  })

  it('has no cycle once the closing holdings are taken out, and none to close without one', () => {
    fc.assert(
      fc.property(anyHoldings, (given) => {
        const holdings = given.filter(({ holder, held }) => holder !== held)
        const { nodes, cycleEdges } = buildTree(members, holdings)
        const closing = new Set(cycleEdges.map(({ holder, held }) => `${holder}>${held}`))
        const open = holdings.filter(({ holder, held }) => !closing.has(`${holder}>${held}`))
        expect(isAcyclic(open)).toBe(true)
        expect(closing.size === 0).toBe(isAcyclic(holdings))
        for (const { id, parent } of nodes) expect(closing.has(`${parent}>${id}`)).toBe(false)
      }),
    )
  })
})

describe('proposing management groups', () => {
  it('makes one set per connected part, without loners, each named for its root', () => {
    const sets = connectedSets(
      membersOf('zyxabcdlm'),
      holdingsOf('a>b 60', 'c>b 40', 'y>x 100', 'x>z'),
    )
    expect(
      sets.map(({ root, members: all }) => [root.id, all.map(({ id }) => id).join('')]),
    ).toEqual([
      ['a', 'abc'],
      ['y', 'xyz'],
    ])
  })

  it('takes the holder with most descendants, of equals the lower number', () => {
    const most = connectedSets(
      membersOf('abcde'),
      holdingsOf('a>c 40', 'b>c 60', 'b>d 10', 'a>e 10'),
    )
    expect(most[0]?.root.id).toBe('b')
    const equal = connectedSets(membersOf('abcd'), holdingsOf('b>c 60', 'a>d 60', 'a>c 40'))
    expect(equal[0]?.root.id).toBe('a')
  })

  it('finds a root where everyone has a holder', () => {
    const [ring] = connectedSets(membersOf('abc'), holdingsOf('a>b 50', 'b>c 50', 'c>a 20'))
    expect(ring?.root.id).toBe('a')
  })

  it('prefers a member without a holder to a larger tree cut out of a ring', () => {
    const [set] = connectedSets(
      membersOf('abcp'),
      holdingsOf('a>b 90', 'b>c 90', 'c>a 80', 'p>c 10'),
    )
    expect(set?.root.id).toBe('p')
  })
})
