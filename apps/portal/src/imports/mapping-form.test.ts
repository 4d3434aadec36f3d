import { describe, expect, it } from 'vitest'
import { mappingForm, mappingOf, missingColumns } from './mapping-form.ts'

const columns = [
  { name: 'external_id', isRequired: true },
  { name: 'kind', isRequired: false },
  { name: 'address', isRequired: false },
]
const suggested = { columns: { external_id: '编号' } }

describe('the form of a mapping', () => {
  it('takes what was remembered before what is suggested, and gives it back unchanged', () => {
    const remembered = {
      columns: {
        external_id: 'id',
        kind: { constant: 'person' },
        address: { template: '{street}, {city}' },
      },
      values: { kind: { P: 'person' } },
    }
    const form = mappingForm(columns, { remembered, suggested })
    expect(form['address']).toMatchObject({ choice: 'kept', origin: 'remembered' })
    expect(mappingOf(form, remembered)).toEqual(remembered)
  })

  it('says which required columns nothing fills', () => {
    const form = mappingForm(columns, { remembered: null, suggested })
    expect(form['external_id']).toMatchObject({ choice: 'header:编号', origin: 'suggested' })
    expect(missingColumns(columns, form)).toEqual([])
    const emptied = mappingForm(columns, { remembered: null, suggested: { columns: {} } })
    expect(missingColumns(columns, emptied).map(({ name }) => name)).toEqual(['external_id'])
  })

  it('leaves out a fixed value that is blank', () => {
    const form = mappingForm(columns, {
      remembered: null,
      suggested: { columns: { kind: { constant: ' ' } } },
    })
    expect(mappingOf(form, null)).toEqual({ columns: {} })
  })
})
