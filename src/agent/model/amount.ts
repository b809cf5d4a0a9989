/** Bytes as people count them, in powers of ten: "2.5 GB", "132 MB". */
export function amount(bytes: number): string {
  return bytes >= 999_500_000 ? `${(bytes / 1e9).toFixed(1)} GB` : `${Math.max(1, Math.round(bytes / 1e6))} MB`
}
