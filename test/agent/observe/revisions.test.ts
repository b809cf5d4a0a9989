import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chmod, mkdir, readdir, rename, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { openRevisions } from '../../../src/agent/observe/revisions.ts'
import { openRules } from '../../../src/agent/observe/rules.ts'
import { makeFolder } from './folder.ts'
import type { Folder } from './folder.ts'

const run = promisify(execFile)
const ENV = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null', GIT_AUTHOR_NAME: 'a', GIT_AUTHOR_EMAIL: 'a@example.org', GIT_COMMITTER_NAME: 'a', GIT_COMMITTER_EMAIL: 'a@example.org' }
const hasGit = await run('git', ['--version']).then(() => true, () => false)
if (!hasGit) console.log('Skipped: there is no git here to make a repository with.')

async function git(folder: Folder, ...words: readonly string[]): Promise<void> {
  await run('git', ['-C', folder.path, ...words], { env: ENV })
}

async function commit(folder: Folder, day: string): Promise<void> {
  await git(folder, 'add', '-A')
  await run('git', ['-C', folder.path, 'commit', '-q', '-m', day], { env: { ...ENV, GIT_AUTHOR_DATE: `${day}T12:00:00Z`, GIT_COMMITTER_DATE: `${day}T12:00:00Z` } })
}

const OLD = 'I want to live near the sea before I am forty.'
const NEW = 'I want to live near the woods, and the sea can wait.'

async function makeRepository(): Promise<Folder> {
  const folder = await makeFolder({ 'goals.md': `${OLD}\n`, 'other/day.md': 'A whole sentence that would make a passage.\n' })
  await git(folder, 'init', '-q')
  await commit(folder, '2021-03-04')
  await folder.write('other/day.md', 'Another sentence that would make a passage.\n')
  await commit(folder, '2022-01-01')
  await folder.write('goals.md', `${NEW}\n`)
  await commit(folder, '2023-05-06')
  return folder
}

describe.skipIf(!hasGit)('the revisions of a note under git', () => {
  it.each(['loose', 'packed'])('come the oldest first, each with the day it was written (%s objects)', async (kind) => {
    await using folder = await makeRepository()
    if (kind === 'packed') await git(folder, 'gc', '-q')
    const revisions = await openRevisions(folder.path, ['goals.md', 'other/day.md', 'never.md'])
    const found = await revisions!.revisionsOf('goals.md')
    expect(found.map(({ at, text }) => [new Date(at).toISOString().slice(0, 10), text])).toEqual([['2021-03-04', OLD], ['2023-05-06', NEW]])
    expect(await revisions!.revisionsOf('other/day.md')).toHaveLength(2)
    expect(await revisions!.revisionsOf('never.md')).toEqual([])
  })

  it('are kept from the past by the rules of today, by name, by word and by what a version says of itself', async () => {
    await using folder = await makeRepository()
    await folder.write('goals.md', `---\ntacit: false\n---\nThe canary that I keep for myself alone.\n`)
    await commit(folder, '2023-06-01')
    await folder.write('goals.md', `${NEW} Still.\n`)
    await commit(folder, '2023-07-01')
    const texts = async (...rules: readonly string[]) => (await (await openRevisions(folder.path, ['goals.md', '.git/config.md'], { rules: openRules(rules) }))!.revisionsOf('goals.md')).map(({ text }) => text)
    expect(await texts()).toEqual([OLD, NEW, `${NEW} Still.`])
    expect(await texts('"woods"')).toEqual([OLD])
    expect(await texts('goals.md')).toEqual([])
  })

  it('hold no secret that was once in a note', async () => {
    await using folder = await makeRepository()
    await folder.write('goals.md', 'The password: hunter2-canary-77 opens the old box in the cellar.\n')
    await commit(folder, '2023-08-01')
    const found = await (await openRevisions(folder.path, ['goals.md']))!.revisionsOf('goals.md')
    expect(found).toHaveLength(3)
    expect(JSON.stringify(found)).not.toContain('hunter2')
  })

  it('are as many as asked for, the first and the last among them', async () => {
    await using folder = await makeRepository()
    for (let day = 10; day < 30; day += 1) {
      await folder.write('goals.md', `I want to walk ${day} miles a day, along the river.\n`)
      await commit(folder, `2023-09-${day}`)
    }
    const found = await (await openRevisions(folder.path, ['goals.md'], { most: 5 }))!.revisionsOf('goals.md')
    expect(found).toHaveLength(5)
    expect(found[0]!.text).toBe(OLD)
    expect(found.at(-1)!.text).toContain('29 miles')
  })

  it('run nothing that the repository names, and change nothing in it', async () => {
    await using folder = await makeRepository()
    const trap = join(folder.path, 'trap.sh')
    await writeFile(trap, `#!/bin/sh\ntouch ${join(folder.path, 'sprung')}\n`)
    await chmod(trap, 0o755)
    for (const [key, value] of [['core.fsmonitor', trap], ['core.pager', trap], ['diff.external', trap], ['core.sshCommand', trap], ['filter.x.smudge', trap]]) await git(folder, 'config', key!, value!)
    await mkdir(join(folder.path, '.git', 'hooks'), { recursive: true })
    await writeFile(join(folder.path, '.git', 'hooks', 'post-checkout'), `#!/bin/sh\ntouch ${join(folder.path, 'sprung')}\n`)
    await rm(join(folder.path, 'sprung'), { force: true })
    const looks = async () => Promise.all((await readdir(join(folder.path, '.git'), { recursive: true })).toSorted().map(async (name) => `${name} ${(await stat(join(folder.path, '.git', name))).mtimeMs}`))
    const before = await looks()
    expect(await (await openRevisions(folder.path, ['goals.md']))!.revisionsOf('goals.md')).toHaveLength(2)
    expect(existsSync(join(folder.path, 'sprung'))).toBe(false)
    expect(await looks()).toEqual(before)
  })

  it('are not looked for where the repository lies elsewhere, or nowhere', async () => {
    await using folder = await makeRepository()
    await using outside = await makeFolder({ 'goals.md': `${OLD}\n` })
    expect(await openRevisions(outside.path, ['goals.md'])).toBeNull()
    await rename(join(folder.path, '.git'), join(folder.path, 'dot-git'))
    await symlink(join(folder.path, 'dot-git'), join(outside.path, '.git'))
    expect(await openRevisions(outside.path, ['goals.md'])).toBeNull()
    await rm(join(outside.path, '.git'))
    await writeFile(join(outside.path, '.git'), `gitdir: ${join(folder.path, 'dot-git')}\n`)
    expect(await openRevisions(outside.path, ['goals.md'])).toBeNull()
  })

  it('of a shallow clone go back as far as it does', async () => {
    await using folder = await makeRepository()
    await using parent = await makeFolder()
    const clone = join(parent.path, 'clone')
    await run('git', ['clone', '-q', '--depth', '1', `file://${folder.path}`, clone], { env: ENV })
    expect((await (await openRevisions(clone, ['goals.md']))!.revisionsOf('goals.md')).map(({ text }) => text)).toEqual([NEW])
  })

  it('are found of a note whose folder was once a file', async () => {
    await using folder = await makeFolder({ 'sea': `${OLD}\n` })
    await git(folder, 'init', '-q')
    await commit(folder, '2021-03-04')
    await rm(join(folder.path, 'sea'))
    await folder.write('sea/goals.md', `${NEW}\n`)
    await commit(folder, '2022-01-01')
    expect((await (await openRevisions(folder.path, ['sea/goals.md']))!.revisionsOf('sea/goals.md')).map(({ text }) => text)).toEqual([NEW])
  })

  it('of an empty repository are none', async () => {
    await using folder = await makeFolder({ 'goals.md': `${OLD}\n` })
    await git(folder, 'init', '-q')
    expect(await (await openRevisions(folder.path, ['goals.md']))!.revisionsOf('goals.md')).toEqual([])
  })
})
