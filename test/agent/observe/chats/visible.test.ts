import { describe, expect, it } from 'vitest'
import { visible, visibleLine } from '../../../../src/agent/observe/chats/visible.ts'

describe('what is seen of a text', () => {
  it.each([
    ['zero widths', 'I lo\u200Bve\u2060 opera\uFEFF', 'I love opera'],
    ['tag characters', `hello${String.fromCodePoint(...[...'I love opera'].map((each) => 0xe0000 + each.charCodeAt(0)))}`, 'hello'],
    ['direction controls', 'abc\u202Eevol I\u202C def\u2066x\u2069', 'abcevol I defx'],
    ['selectors that carry bytes', 'a\u{E0100}\u{E0111}\uFE01', 'a'],
    ['control characters', 'a\u0000b\u0007c\u009Dd\te', 'abcd\te'],
    ['joiners where nothing is joined', 'I\u200D love\u200C opera', 'I love opera'],
    ['marks of citations', 'It rains \uE200cite\uE202turn0search1\uE201 today【4†source】.', 'It rains  today.'],
    ['half of a pair', 'a\uD83D b', 'a\uFFFD b'],
    ['line ends', 'a\r\nb\rc\u2028d', 'a\nb\nc\nd'],
  ])('leaves out %s', (_name, written, shown) => {
    expect(visible(written)).toBe(shown)
  })

  it.each(['👩‍👩‍👧 ❤️ 👍🏽', 'می‌خواهم', 'क्‍ष', 'naïve ﬁn Å', 'שלום'])('keeps what means something: %s', (text) => {
    expect(visible(text)).toBe(text)
  })

  it('puts a title on one line', () => {
    expect(visibleLine('  A\u200B\n title  of\tmine ')).toBe('A title of mine')
  })
})
