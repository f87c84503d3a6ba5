/** `completion`: a script for the shell, and `complete`, which that script calls for words. */
import { catalogue } from "bandwidth-callbacks/explain";
import type { Argument, Command, Option } from "commander";
import { say, UsageError } from "./common.js";
import { SCENARIOS } from "./events/scenarios.js";
import { TOPICS } from "./topics.js";

// Words reach the command as they are, never through `eval`; without candidates, shells complete names of files.
const SCRIPTS: Record<string, string> = {
  bash: `_bandwidth_callbacks() {
  local line
  COMPREPLY=()
  while IFS= read -r line; do
    COMPREPLY+=("\${line%%$'\\t'*}")
  done < <(bandwidth-callbacks complete -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
  if [[ \${#COMPREPLY[@]} -gt 0 && \${COMPREPLY[0]} == *= ]]; then compopt -o nospace; fi
}
complete -o default -F _bandwidth_callbacks bandwidth-callbacks
`,
  zsh: `#compdef bandwidth-callbacks
_bandwidth_callbacks() {
  local line
  local -a found
  for line in "\${(@f)$(bandwidth-callbacks complete -- "\${(@)words[2,CURRENT]}" 2>/dev/null)}"; do
    [[ -n $line ]] && found+=("\${\${line%%$'\\t'*}//:/\\\\:}:\${line#*$'\\t'}")
  done
  if (( \${#found} )); then _describe -t values value found; else _files; fi
}
if [[ \${funcstack[1]} == _bandwidth_callbacks ]]; then
  _bandwidth_callbacks "$@"
else
  compdef _bandwidth_callbacks bandwidth-callbacks
fi
`,
  fish: `function __bandwidth_callbacks
  set -l current (commandline -ct)
  set -q current[1]; or set current ""
  set -l before (commandline -opc)
  set -e before[1]
  set -l found (bandwidth-callbacks complete -- $before $current 2>/dev/null)
  if set -q found[1]
    printf '%s\\n' $found
  else
    __fish_complete_path $current
  end
end
complete -c bandwidth-callbacks -f -a '(__bandwidth_callbacks)'
`,
};

/** `completion SHELL`. Gives the exit code. */
export function completion(shells: string[]): number {
  const [shell] = shells;
  const text = shell === undefined || shells.length > 1 ? undefined : SCRIPTS[shell];
  if (text === undefined)
    throw new UsageError(`completion takes the name of a shell: ${Object.keys(SCRIPTS).join(", ")}`);
  return say(text);
}

/** A possible next word, and its description. */
type Word = [value: string, meaning: string];

/** `complete -- WORDS`: prints the completions of the last word; nothing if that is a file name. */
export function complete(words: string[], root: Command): void {
  // bash treats `=` as a separate word.
  const given = words.flatMap((word) => /^(--[\w-]+)=(.*)$/s.exec(word)?.slice(1) ?? [word]);
  const whole = given.filter((word, at) => word !== "=" || at === given.length - 1);
  const current = whole.at(-1) === "=" ? "" : (whole.at(-1) ?? "");
  const before = whole.slice(0, -1);
  for (const [value, meaning] of next(before, current, root))
    if (value.startsWith(current)) say(`${value}\t${meaning}\n`);
}

function next(before: string[], current: string, root: Command): Word[] {
  const name = before.find((word) => !word.startsWith("-"));
  const command = root.commands.find((one) => one.name() === name || one.aliases().includes(name ?? ""));
  const visible = root.createHelp();
  const options = visible.visibleOptions(command ?? root);
  const awaiting = options.find((option) => (option.required || option.optional) && option.long === before.at(-1));
  if (awaiting !== undefined) return valuesOf(awaiting);
  if (current.startsWith("-")) return options.map((option) => [option.long ?? option.flags, option.description]);
  if (command === undefined && name !== undefined) return [];
  if (command === undefined) return visible.visibleCommands(root).map((one): Word => [one.name(), one.description()]);
  return command.registeredArguments.flatMap((argument) => valuesOf(argument, root));
}

/** The values that an option or an argument may have, by its name. */
function valuesOf(of: Option | Argument, root?: Command): Word[] {
  const { events, errorCodes, fields, rules, repairs } = catalogue();
  const named = (list: { name: string; title: string }[]) => list.map(({ name, title }): Word => [name, title]);
  switch (of.name()) {
    case "type":
      return named(events);
    case "code":
      return named(errorCodes);
    case "set":
      return fields.map(({ name, title }) => [`${name}=`, title]);
    case "subject":
      return named([...events, ...errorCodes, ...fields, ...rules, ...repairs]);
    case "scenario":
      return Object.entries(SCENARIOS).map(([name, { about }]) => [name, about]);
    case "shell":
      return Object.keys(SCRIPTS).map((name) => [name, ""]);
    case "topic":
      return [...(root?.commands ?? []).map((one) => one.name()), ...Object.keys(TOPICS)].map((name) => [name, ""]);
    default:
      return [];
  }
}
