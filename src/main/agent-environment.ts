/** Names that the agent and the native libraries in it may need; anything else of the shell's environment stays out. */
const PASSED = [
  'PATH', 'HOME', 'USER', 'LOGNAME', 'SHELL', 'LANG', 'LANGUAGE', 'TZ', 'TMPDIR', 'TMP', 'TEMP',
  'USERPROFILE', 'APPDATA', 'LOCALAPPDATA', 'PROGRAMDATA', 'SYSTEMROOT', 'SYSTEMDRIVE', 'WINDIR', 'COMSPEC', 'PATHEXT', 'NUMBER_OF_PROCESSORS',
  'LD_LIBRARY_PATH', 'DYLD_LIBRARY_PATH', 'CUDA_PATH', 'CUDA_VISIBLE_DEVICES', 'VK_ICD_FILENAMES', 'VK_DRIVER_FILES',
  'HTTPS_PROXY', 'HTTP_PROXY', 'NO_PROXY', 'https_proxy', 'http_proxy', 'no_proxy', 'NODE_EXTRA_CA_CERTS',
]
const PASSED_PREFIXES = ['LC_', 'XDG_', 'TACIT_']

/** The environment of the agent's process: what `PASSED` names and no more, NODE_OPTIONS and its like least of all. */
export function agentEnvironment(environment: NodeJS.ProcessEnv): Record<string, string> {
  const entries = Object.entries(environment).filter(
    (entry): entry is [string, string] =>
      entry[1] !== undefined && (PASSED.includes(entry[0]) || PASSED.includes(entry[0].toUpperCase()) || PASSED_PREFIXES.some((prefix) => entry[0].startsWith(prefix))),
  )
  return Object.fromEntries(entries)
}
