import { foldCase, withoutHidden } from './fold.ts'

/** What stands in code says nothing about the text. */
export const CODE = /^(```|~~~)[^\n]*\n[\s\S]*?^\1|`[^`\n]*`/gm
const NAME = /[^\s#,.;:!?"'“”()[\]{}<>|\\&*^%+=`~$@]/u.source
// Not after `](`: that is a link to a heading.
const INLINE = new RegExp(String.raw`(?:^|[\s[{,;>*_"'“«|-]|(?<!\])\()#(?:\[\[([^\]\n]+)\]\]|(${NAME}+))`, 'gmu')
const PROPERTY = /^[ \t]*(?:[-*][ \t]+)?tags?::[ \t]*([^\n]+)$/gim

/** The tags inside a text, without `#`: `#health/sleep`, `#[[two words]]`, and those of a `tags::` line. What is code has none. */
export function tagsIn(text: string): readonly string[] {
  const prose = withoutHidden(text).replaceAll('＃', '#').replace(CODE, '')
  const inline = [...prose.matchAll(INLINE)].map(([, bracketed, name]) => bracketed ?? name!)
  const listed = [...prose.matchAll(PROPERTY)].flatMap(([, list]) => list!.split(',')).map((tag) => tag.replace(/[#[\]]/g, '').trim())
  return [...inline, ...listed].filter((tag) => tag !== '')
}

/** True for the tag itself and for those nested under it, whatever their case. */
export function isUnder(tag: string, above: string): boolean {
  const [low, high] = [foldTag(tag), foldTag(above)]
  return low === high || low.startsWith(`${high}/`)
}

function foldTag(tag: string): string {
  return foldCase(tag).replace(/^#/, '').replace(/\/+$/, '')
}
