import { Unavailable } from '@banyan/domain/refused'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aCustomerDesk, aPerson, type CustomerDesk } from './testing.ts'

let desk: CustomerDesk

beforeAll(async () => {
  desk = await aCustomerDesk()
})
afterAll(() => desk.bank.drop())

const namesake = () =>
  aPerson({ name: '王伟', idType: null, idNumber: '', email: '', address: '', card: '' })

describe('ten thousand namesakes entered by fifty people at once', () => {
  it('get ten thousand numbers, none of them twice and none left out', async () => {
    const wanted = 10_000
    const officers = await Promise.all(
      Array.from({ length: 50 }, () => desk.bank.hire('customer-manager')),
    )
    const numbers: string[] = []
    let left = wanted
    await Promise.all(
      officers.map(async (officer) => {
        const { create } = desk.customersAs(officer)
        while (left > 0) {
          left--
          const details = namesake()
          for (let number = ''; number === '';) {
            // A busy server asks for patience; nothing was kept then.
            number = await create({ details }).then(
              (made) => made.number,
              (error: unknown) => {
                if (Reflect.get(Object(error), 'cause') instanceof Unavailable) return ''
                throw error
              },
            )
            if (number !== '') numbers.push(number)
          }
        }
      }),
    )
    expect(numbers).toHaveLength(wanted)
    expect(new Set(numbers).size).toBe(wanted)
    const serials = numbers.map((number) => Number(number.slice(1))).toSorted((a, b) => a - b)
    expect((serials.at(-1) ?? 0) - (serials[0] ?? 0)).toBe(wanted - 1)
  }, 3_600_000)
})
