import { copyText } from '../stores/clipboard.ts'
import { LinkButton } from './Button.tsx'

type CopyMarkdownProps = Readonly<{ /** "the card": what is copied, for the palette and the screen reader. */ what: string; text: () => string }>

/** Copies what stands around it; `C` presses it while the focus is in the nearest `data-copyable`. */
export function CopyMarkdown({ what, text }: CopyMarkdownProps) {
  return (
    <LinkButton data-copy={what} aria-keyshortcuts="c" onClick={() => void copyText(text(), `${what}, as Markdown`)}>
      Copy as Markdown<span className="sr"> ({what})</span>
    </LinkButton>
  )
}
