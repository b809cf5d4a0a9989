import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { loadAnswers } from '../../../src/agent/propose/answers.ts'
import { loadAxes, loadLibrary } from '../../../src/agent/propose/library.ts'
import { resource } from '../../../src/agent/paths.ts'

describe('the file of answers', () => {
  it('says of every state of the library which wants it answers, in words that could be anyone’s', async () => {
    const library = await loadLibrary(resource('states'), await loadAxes(resource('axes.json')))
    const answers = await loadAnswers(resource('answers.json'), library)
    expect(library.filter(({ id }) => !answers.has(id)).map(({ id }) => id)).toEqual([])
    for (const [id, wants] of answers) {
      for (const want of wants) expect(want, id).toMatch(/^[a-z][^.!?]{2,100}$/)
      expect(new Set(wants).size, id).toBe(wants.length)
    }
  })

  it('is refused where it names a state that is not there', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'tacit-answers-'))
    await writeFile(join(folder, 'answers.json'), JSON.stringify({ nobody: ['rest more'] }))
    await expect(loadAnswers(join(folder, 'answers.json'), [])).rejects.toThrow('nobody')
    await rm(folder, { recursive: true })
  })
})
