import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatAddress, parseAddress, PLACES } from '../../src/renderer/words/address.ts'

describe('an address of the window', () => {
  it('is a place and what is open in it', () => {
    expect(parseAddress('#/you/axis/company')).toEqual({ place: 'you', path: ['axis', 'company'] })
    expect(parseAddress('')).toEqual({ place: 'today', path: [] })
  })

  it('leads to Today where it names no place', () => {
    expect(parseAddress('#token=abc')).toEqual({ place: 'today', path: [] })
    expect(parseAddress('#/elsewhere/x')).toEqual({ place: 'today', path: [] })
  })

  it('survives a broken escape', () => {
    expect(parseAddress('#/memory/%E0%A4%A')).toEqual({ place: 'memory', path: ['%E0%A4%A'] })
  })

  it('comes back as it went, whatever an id holds', () => {
    const parts = fc.array(fc.string({ minLength: 1, unit: 'grapheme' }), { maxLength: 3 })
    fc.assert(
      fc.property(fc.constantFrom(...PLACES), parts, (place, path) => {
        expect(parseAddress(formatAddress(place, ...path))).toEqual({ place, path })
      }),
    )
  })
})
