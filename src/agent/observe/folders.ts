/** Which of the folders that a person ticks a file belongs to: `.` for files at the top, else the first part of its path. */
export function folderOf(file: string): string {
  const end = file.indexOf('/')
  return end === -1 ? '.' : file.slice(0, end)
}

/** Whether a ticked folder, or one above it, holds a file. `.` is the files at the top, and nothing below. */
export function tickedIn(folders: readonly string[]): (file: string) => boolean {
  const ticked = new Set(folders)
  return (file) => {
    let end = file.indexOf('/')
    if (end === -1) return ticked.has('.')
    for (; end !== -1; end = file.indexOf('/', end + 1)) if (ticked.has(file.slice(0, end))) return true
    return false
  }
}
