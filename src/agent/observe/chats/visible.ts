// Characters that nobody sees and a machine reads: what is kept is what was seen.

/** Soft hyphens, fillers, zero widths, direction controls, tags, selectors that can smuggle bytes. Joiners and the emoji's selector are judged below. */
const UNSEEN = /(?!\u200C|\u200D|\uFE0F)\p{Default_Ignorable_Code_Point}|\uFFF9|\uFFFA|\uFFFB/gu
// Joiners mean something between letters of scripts that join, and inside an emoji; an emoji's own selector likewise.
const JOINERS = /(?<![\p{Script=Arabic}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Gurmukhi}\p{Script=Gujarati}\p{Script=Tamil}\p{Script=Telugu}\p{Script=Kannada}\p{Script=Malayalam}\p{Script=Sinhala}\p{Script=Khmer}\p{Script=Mongolian}\p{M}])\u200C|(?<![\p{Extended_Pictographic}\p{Emoji_Modifier}\p{Script=Arabic}\p{M}]|\uFE0F)\u200D|(?<![\p{Emoji}])\uFE0F/gu
const CONTROLS = /(?![\n\t])\p{Cc}/gu
/** Most texts have nothing but letters, which is quickly seen. */
const UNPLAIN = /[^\n -~]/
/** Places of sources: private-use marks with what they enclose, and `【4†source】`. */
const CITATIONS = /\uE200[^\uE201\n]{0,400}\uE201|[\uE000-\uF8FF]|【\d+[^】\n]{0,80}】/g

/** A text as it was seen: no hidden characters, no marks of citations, line ends as `\n`, no half of a pair. */
export function visible(text: string): string {
  if (!UNPLAIN.test(text)) return text
  return text.replace(/\p{Surrogate}/gu, '\uFFFD').replace(/\r\n?|[\u2028\u2029\u0085]/g, '\n').replace(UNSEEN, '').replace(JOINERS, '').replace(CONTROLS, '').replace(CITATIONS, '')
}

/** The same on one line, for titles. */
export function visibleLine(text: string): string {
  return visible(text).replace(/\s+/g, ' ').trim().slice(0, 120)
}
