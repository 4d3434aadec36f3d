import type { World } from '../src/world.ts'

export async function loadDemo(_world: World, say: (line: string) => void): Promise<void> {
  say('demo bank')
}
