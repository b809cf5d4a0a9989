import { useEffect, useState } from 'react'

/** False at first, true after `delayMs`: what is quick shows no sign of waiting. */
export function useLater(delayMs = 400): boolean {
  const [isLater, setLater] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setLater(true), delayMs)
    return () => clearTimeout(timer)
  }, [delayMs])
  return isLater
}
