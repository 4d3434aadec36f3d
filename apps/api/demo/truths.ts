import { writeFileSync } from 'node:fs'
import path from 'node:path'
import type { ApplicationStatus } from '@banyan/domain/applications/application-status'
import type { Day } from '@banyan/domain/calendar'
import { isDefault } from '@banyan/domain/officers/performance'
import { type DemoBank, staffWith } from './bank.ts'
import { officerFactor } from './default-plan.ts'
import type { InstitutionCounts } from './demo-checks.queries.ts'
import { bigDepth } from './group-shapes.ts'
import { type GroupPart, type GroupPlan, ringPlaces } from './groups.ts'
import type { Lent } from './lending.ts'
import type { Party } from './parties.ts'
import { at } from './random.ts'
import type { Story } from './story.ts'

/** One institution as it was loaded. */
export interface LoadedBank {
  bank: DemoBank
  groups: GroupPlan[]
  parties: Party[]
  stories: Story[]
  waiting: Story[]
  lent: Lent
  counts: InstitutionCounts
}

export interface GroupTruth {
  institution: string
  number: string
  name: string
  root: string
  members: string[]
}

export interface VintageTruth {
  institution: string
  month: string
  loans: number
  /** The mean chance with which its loans were drawn, before any was planted in a tier. */
  plannedRate: number
  /** More than ninety days late within twelve months, so far. */
  defaulted: number
}

/** What was planted, by numbers: tests and journeys look it up here. */
export interface Truths {
  month: string
  businessDay: Day
  counts: (InstitutionCounts & { institution: string })[]
  big: GroupTruth & { depth: number }
  crossHolding: GroupTruth & { cycles: number }
  guaranteeCircle: GroupTruth & { ring: string[] }
  overLimit: { institution: string; number: string }[]
  identicalNames: { institution: string; name: string; numbers: string[] }[]
  vintages: VintageTruth[]
  officers: { institution: string; number: string; name: string; defaultFactor: number }[]
  journey: { institution: string; group: string; customer: string; name: string; officer: string }
  waiting: { institution: string; number: string; status: ApplicationStatus; since: Day }[]
  /** Plain values that may stand nowhere in the database: the reason for the file's mode. */
  personal: { kind: 'identity-number' | 'mobile' | 'card'; value: string }[]
}

export function truthsOf(loaded: readonly LoadedBank[]): Truths {
  const first = at(loaded, 0)
  const { time } = first.bank
  const big = groupTruth(first, 'big')
  const cross = groupTruth(first, 'crossHolding')
  const circle = groupTruth(first, 'guaranteeCircle')
  return {
    month: time.last.slice(0, 7),
    businessDay: time.open,
    counts: loaded.map(({ bank, counts }) => ({ institution: bank.plan.code, ...counts })),
    big: { ...big, depth: bigDepth },
    crossHolding: { ...cross, cycles: 2 },
    guaranteeCircle: { ...circle, ring: ringPlaces.map((place) => at(circle.members, place)) },
    overLimit: loaded.flatMap(({ bank, groups }) =>
      groups
        .filter(({ isCut }) => isCut)
        .map(({ number }) => ({ institution: bank.plan.code, number })),
    ),
    identicalNames: loaded.flatMap(identicalNames),
    vintages: loaded.flatMap(vintages),
    officers: loaded.flatMap(({ bank }) =>
      staffWith(bank, 'customer-manager').map((officer) => ({
        institution: bank.plan.code,
        number: officer.number,
        name: officer.name,
        defaultFactor: officerFactor(bank, officer),
      })),
    ),
    journey: journeyTruth(first),
    waiting: loaded.flatMap(({ bank, waiting }) =>
      waiting.map(({ number, status, steps, createdOn }) => ({
        institution: bank.plan.code,
        number,
        status,
        since: steps.at(-1)?.on ?? createdOn,
      })),
    ),
    personal: personalValues(first.parties).slice(0, 200),
  }
}

function partOf({ groups }: Pick<LoadedBank, 'groups'>, part: GroupPart): GroupPlan {
  const group = groups.find((each) => each.part === part)
  if (!group) throw new Error(`no group was planted as ${part}`)
  return group
}

function groupTruth(loaded: LoadedBank, part: GroupPart): GroupTruth {
  const { number, members } = partOf(loaded, part)
  const root = at(members, 0)
  return {
    institution: loaded.bank.plan.code,
    number,
    name: root.details.name,
    root: root.number,
    members: members.map((member) => member.number),
  }
}

/** A sound company without a loan in a group with room: its papers are on file. */
export function journeyCustomer(groups: readonly GroupPlan[]): Party {
  return at(partOf({ groups: [...groups] }, 'journey').members, 5)
}

function journeyTruth({ bank, groups }: LoadedBank): Truths['journey'] {
  const { number, details, officer } = journeyCustomer(groups)
  return {
    institution: bank.plan.code,
    group: partOf({ groups }, 'journey').number,
    customer: number,
    name: details.name,
    officer: officer.login,
  }
}

function identicalNames({ bank, parties }: LoadedBank): Truths['identicalNames'] {
  const people = parties.filter(({ details }) => details.kind === 'person')
  return [...Map.groupBy(people, ({ details }) => details.name)]
    .filter(([, named]) => named.length > 1)
    .map(([name, named]) => ({
      institution: bank.plan.code,
      name,
      numbers: named.map(({ number }) => number),
    }))
}

function vintages({ bank, stories, lent }: LoadedBank): VintageTruth[] {
  const bundles = stories.flatMap(({ loan }) => (loan ? [loan] : []))
  const byMonth = Map.groupBy(bundles, ({ loan }) => loan.disbursedOn.slice(0, 7))
  return [...byMonth]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([month, all]) => {
      const shares = all.reduce((sum, bundle) => sum + (lent.shares.get(bundle) ?? 0), 0)
      const bad = all.filter(({ loan: { disbursedOn, defaultedOn } }) =>
        isDefault({ disbursedOn, firstOver90On: defaultedOn }),
      )
      return {
        institution: bank.plan.code,
        month,
        loans: all.length,
        plannedRate: Math.round((shares / all.length) * 1e6) / 1e6,
        defaulted: bad.length,
      }
    })
}

function personalValues(parties: readonly Party[]): Truths['personal'] {
  return parties.flatMap(({ details, status }) => {
    if (details.kind !== 'person' || status !== 'active') return []
    const { idNumber, mobile, card } = details
    return [
      { kind: 'identity-number' as const, value: idNumber },
      { kind: 'mobile' as const, value: mobile },
      { kind: 'card' as const, value: card },
    ]
  })
}

/** Written for its owner alone. */
export function writePrivately(folder: string, file: string, content: object): void {
  const text = `${JSON.stringify(content, null, 2)}\n`
  writeFileSync(path.join(folder, file), text, { mode: 0o600 })
}
