// Lines that a machine wrote: code, logs, tables of numbers. Told by their form alone.

const CODE = new RegExp(
  [
    String.raw`^\s*(?:import |from \S+ import |export |const |let \w+ =|var |def |class \w+[:({]|function\b|return\b|#include|public |private |async |await |print\(|assert |raise |yield |break;?$|continue;?$|pass$)`,
    String.raw`^\s*(?:for|while|if|elif|else|try|except|finally|with|def|class)\b.*:\s*(?:#.*)?$|^\s*(?:if|for|while|switch|catch)\s?\(`,
    String.raw`^\s*[\w.[\]'"]+(?:,\s*\w+)*\s*(?:[-+*/%|&])?=\s*\S`,
    String.raw`^\s*[}\])]|[;{}]\s*$|[({[]\s*$|^\s*(?:\/\/|#\s|'''|"""|<\/?[a-z][\w-]*[\s>])`,
    String.raw`^\s*[\w.]+\(.*\)[;,]?\s*(?:#.*)?$|^\s*"[\w-]+"\s*:|^\s*[+-]?(?:from|select|where|insert|update)\s.*[;,]$`,
    String.raw`^\S+(?:,\S+){2,}$|^\s*\|.*\|\s*$`,
  ].join('|'),
)
const LOG = new RegExp(
  [
    String.raw`^\s*[[(]?\d{4}-\d\d-\d\d[T ]\d\d:\d\d|^\s*[[(]?\d\d[:/]\d\d[:/]\d\d|^\s*(?:ERROR|WARN(?:ING)?|INFO|DEBUG|FATAL|TRACE)\b[:\s\]]`,
    String.raw`^\s*at\s+\S+\s*\(?.*:\d+|^\s*Caused by:|^\s*\.\.\. \d+ more`,
    String.raw`^(?:diff --git|index [0-9a-f]{7,}|@@ .* @@|\+\+\+ |--- (?:a\/|\/))`,
    String.raw`^\s*(?:\$|PS [A-Z]:\\.*>|>>>|\[?\w+@[\w.-]+[:~ ].*[$#%])\s+\S`,
    String.raw`^(?:npm|yarn|pnpm|pip|error|warning|fatal|bash|sh|zsh|Command failed)(?: ERR!|:|\[)|^(?:null|undefined|NaN|None)$`,
    String.raw`^\S*[\\/]\S+:\d+(?::\d+)?[:\s]|^(?:[~.]?\/|[A-Z]:\\)\S+[\\/]\S`,
    String.raw`^\s*(?:[•⨯✔✓✗✘➜▶❯⏺└├│])\s`,
  ].join('|'),
)
/** Alone, these are a machine's already. */
const CERTAIN = /^\s*(?:Error:\s*)?Traceback \(most recent|^\s*File ".*", line \d+|^\s*(?:\w+\.)*\w*(?:Error|Exception|Warning)\b\s*:\s*\S|^\s*(?:async )?def \w+\(.*\).*:\s*$|^\s*at\s+\S+\s*\(.*:\d+:\d+\)/
/** What stands in the output of programs, and now and then in a sentence. */
const MARKS = /https?:\/\/\S+|(?:^|\s)[~.]?\/[\w.-]+\/[\w./-]+|\b(?=[a-f]*\d)[0-9a-f]{7,40}\b|\b\d+m \d+s\b|[A-Z]:\\\S|\w@v?\d|\bv?\d+\.\d+\.\d+|\s--\w[\w-]+|\w=\S/

export type MachineLine = 'certain' | 'likely' | 'marked' | 'no'

export function machineLine(line: string): MachineLine {
  if (line.length > 2000) return 'no'
  if (CERTAIN.test(line)) return 'certain'
  if (CODE.test(line) || LOG.test(line)) return 'likely'
  return MARKS.test(line) ? 'marked' : 'no'
}
