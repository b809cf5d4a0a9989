/** Which of the folders that a person ticks a file belongs to: `.` for files at the top, else the first part of its path. */
export function folderOf(file: string): string {
  const end = file.indexOf('/')
  return end === -1 ? '.' : file.slice(0, end)
}

/** True where a ticked folder, or one above it, holds the file. `.` is the files at the top, and nothing below. */
export function isTicked(file: string, folders: readonly string[]): boolean {
  return folders.some((folder) => (folder === '.' ? !file.includes('/') : file.startsWith(`${folder}/`)))
}
