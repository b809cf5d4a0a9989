import { noticeFailure, useApp } from './app.ts'

/** Whether the chart of this name shows its numbers; the choice is kept with the settings. */
export function useNumbers(name: string): readonly [boolean, (hasNumbers: boolean) => void] {
  const hasNumbers = useApp((state) => state.settings?.chartsAsNumbers?.includes(name) ?? false)
  const set = (isAsked: boolean): void => {
    const { settings, change } = useApp.getState()
    const others = (settings?.chartsAsNumbers ?? []).filter((each) => each !== name)
    change({ chartsAsNumbers: isAsked ? [...others, name] : others }).catch(noticeFailure)
  }
  return [hasNumbers, set]
}
