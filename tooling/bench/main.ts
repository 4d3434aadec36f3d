import { statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { type BenchBank, openBenchBank } from './bench-bank.ts'
import { benchApi } from './bench-api.ts'
import { benchClose } from './bench-close.ts'
import { benchImport } from './bench-import.ts'
import { benchRepay } from './bench-repay.ts'
import { benchReport } from './bench-report.ts'
import { benchSchedule } from './bench-schedule.ts'
import { benchSearch } from './bench-search.ts'
import { benchTree } from './bench-tree.ts'
import type { Measure } from './measure.ts'

interface Bench {
  needsBank: boolean
  /** Gigabytes of disk at full size. */
  disk: number
  run: (bank: BenchBank, scale: number) => Promise<Measure[]>
}

const benches: Record<string, Bench> = {
  schedule: { needsBank: false, disk: 0, run: () => benchSchedule() },
  tree: { needsBank: true, disk: 4, run: benchTree },
  search: { needsBank: true, disk: 3, run: benchSearch },
  import: { needsBank: true, disk: 2, run: benchImport },
  api: { needsBank: true, disk: 1, run: benchApi },
  close: { needsBank: true, disk: 16, run: benchClose },
  repay: { needsBank: true, disk: 2, run: benchRepay },
  report: { needsBank: true, disk: 1, run: benchReport },
}

function readArguments(given: readonly string[]) {
  const names = given.filter(
    (word, index) => !word.startsWith('--') && given[index - 1] !== '--scale',
  )
  const at = given.indexOf('--scale')
  const scale = at === -1 ? 0.1 : Number(given[at + 1])
  const unknown = names.find((name) => !benches[name])
  if (unknown || !(scale > 0 && scale <= 10)) {
    throw new Error(`bench [${Object.keys(benches).join(' | ')}] [--scale 0.1] [--json]`)
  }
  return {
    names: names.length > 0 ? names : Object.keys(benches),
    scale,
    json: given.includes('--json'),
  }
}

function refuseFullDisk(needed: number): void {
  const { bavail, bsize } = statfsSync(tmpdir())
  const free = (bavail * bsize) / 2 ** 30
  if (free < needed)
    throw new Error(`needs ${needed.toFixed(1)} GB in ${tmpdir()}, ${free.toFixed(1)} GB are free`)
}

function table(rows: readonly Measure[]): string {
  const lines = rows.map(({ name, value, unit, limit, ratio, against, goal }) =>
    [
      name.padEnd(52),
      `${value} ${unit}`.padEnd(22),
      `limit ${limit}`.padEnd(18),
      `ratio ${ratio}`.padEnd(16),
      `goal ${goal}`.padEnd(18),
      against,
    ].join(' '),
  )
  return lines.join('\n')
}

async function runBench({ needsBank, disk, run }: Bench, scale: number): Promise<Measure[]> {
  if (!needsBank) return run(undefined as never, scale)
  refuseFullDisk(disk * scale + 0.5)
  const bank = await openBenchBank()
  try {
    return await run(bank, scale)
  } finally {
    await bank.close()
  }
}

try {
  const { names, scale, json } = readArguments(process.argv.slice(2))
  const rows: Measure[] = []
  for (const name of names) {
    const bench = benches[name]
    if (!bench) continue
    process.stderr.write(`${name} at scale ${scale} …\n`)
    rows.push(...(await runBench(bench, scale)))
  }
  process.stdout.write(`${json ? JSON.stringify(rows) : table(rows)}\n`)
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
}
