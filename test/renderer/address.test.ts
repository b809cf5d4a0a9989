import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addressOfLink } from '../../src/main/links.ts'
import { formatAddress, linkTo, parseAddress, PLACES } from '../../src/renderer/words/address.ts'

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

  it('is what a link leads to, in the app and where the page is served', () => {
    const link = linkTo(null, 'today', 'proposal', 'a/b c')
    expect(link).toBe('tacit://today/proposal/a%2Fb%20c')
    expect(parseAddress(addressOfLink(link)!)).toEqual({ place: 'today', path: ['proposal', 'a/b c'] })
    expect(linkTo('http://127.0.0.1:8123/', 'today', 'proposal', 'x')).toBe('http://127.0.0.1:8123/#/today/proposal/x')
  })
})
