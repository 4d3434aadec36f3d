import { createHash } from 'node:crypto'

const digest = (...parts: Buffer[]) => {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest()
}

const leafMark = Buffer.from([0])
const nodeMark = Buffer.from([1])

/** Root over leaves in order, after RFC 6962: leaves and inner nodes are hashed apart. */
export function merkleRoot(leaves: readonly Buffer[]): Buffer {
  let level: Buffer[] = leaves.map((leaf) => digest(leafMark, leaf))
  if (level.length === 0) return digest(Buffer.alloc(0))
  while (level.length > 1) {
    const above: Buffer[] = []
    for (let i = 0; i < level.length; i += 2) {
      const [left, right] = [level[i], level[i + 1]]
      if (left) above.push(right ? digest(nodeMark, left, right) : left)
    }
    level = above
  }
  return level[0] ?? digest(Buffer.alloc(0))
}

/** Links a root to everything sealed before it. */
export function chainedRoot(previous: Buffer, root: Buffer): Buffer {
  return digest(previous, root)
}
