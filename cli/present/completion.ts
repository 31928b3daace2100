import type { Command, Option } from 'commander'

export type Shell = 'bash' | 'zsh' | 'fish'

/** A completion script for commands, their members and their options, from the command line as it is. */
export function completionFor(shell: Shell, program: Command): string {
  const words = wordsOf(program, [])
  switch (shell) {
    case 'bash':
      return bashScript(words, valuedOptions(program))
    case 'zsh':
      return `#compdef custodia\nautoload -U +X bashcompinit && bashcompinit\n${bashScript(words, valuedOptions(program))}`
    case 'fish':
      return fishScript(words)
  }
}

interface Words {
  /** The commands before the word that is completed, e.g. `exhibit add`. */
  readonly path: string
  readonly candidates: readonly string[]
}

function wordsOf(command: Command, path: readonly string[]): readonly Words[] {
  const names = command.commands.map((each) => each.name())
  const options = command.options.map((each) => each.long ?? each.short ?? '')
  const inherited = path.length === 0 ? [] : rootOf(command).options.map((each) => each.long ?? '')
  const own = {
    path: path.join(' '),
    candidates: [...new Set([...names, ...options, ...inherited, '--help'])].filter(Boolean),
  }
  return [own, ...command.commands.flatMap((each) => wordsOf(each, [...path, each.name()]))]
}

function rootOf(command: Command): Command {
  return command.parent === null ? command : rootOf(command.parent)
}

/** Options after which the next word is their value, and so no command: `-C case exhibit`. */
function valuedOptions(command: Command): readonly string[] {
  const own = command.options.filter((each) => each.required).flatMap(flagsOf)
  return [...new Set([...own, ...command.commands.flatMap(valuedOptions)])]
}

function flagsOf({ short, long }: Option): readonly string[] {
  return [short, long].filter((flag) => flag !== undefined)
}

function bashScript(words: readonly Words[], valued: readonly string[]): string {
  const cases = words
    .map(({ path, candidates }) => `    '${path}') candidates='${candidates.join(' ')}' ;;`)
    .join('\n')
  return `_custodia() {
  local word path='' candidates='' value=''
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    if [[ -n "$value" ]]; then value=''; continue; fi
    case "$word" in
      ${valued.join('|')}) value=yes ;;
      -*) ;;
      *) [[ "$path" == *' '* ]] || path="\${path:+$path }$word" ;;
    esac
  done
  case "$path" in
${cases}
    *) path="\${path%% *}"; case "$path" in
${cases}
      esac ;;
  esac
  [[ -z "$value" ]] || candidates=''
  COMPREPLY=($(compgen -W "$candidates" -- "\${COMP_WORDS[COMP_CWORD]}"))
  [[ \${#COMPREPLY[@]} -gt 0 ]] || COMPREPLY=($(compgen -f -- "\${COMP_WORDS[COMP_CWORD]}"))
}
complete -F _custodia custodia`
}

function fishScript(words: readonly Words[]): string {
  return words
    .flatMap(({ path, candidates }) => {
      const seen =
        path === ''
          ? '__fish_use_subcommand'
          : path
              .split(' ')
              .map((word) => `__fish_seen_subcommand_from ${word}`)
              .join('; and ')
      const names = candidates.filter((each) => !each.startsWith('-'))
      const options = candidates.filter((each) => each.startsWith('--'))
      return [
        ...(names.length > 0 ? [`complete -c custodia -n '${seen}' -a '${names.join(' ')}'`] : []),
        ...options.map((each) => `complete -c custodia -n '${seen}' -l ${each.slice(2)}`),
      ]
    })
    .join('\n')
}
