/** `help`: the help of a command, or a topic. */
import type { Command } from "commander";
import { say, UsageError } from "./common.js";
import { TOPICS } from "./topics.js";

/** The command. Gives the exit code. */
export async function help(names: string[], root: Command): Promise<number> {
  if (names.length > 1) throw new UsageError("help takes one command or topic");
  const [name] = names;
  if (name === undefined) {
    root.outputHelp();
    return 0;
  }
  const command = root.commands.find((one) => one.name() === name || one.aliases().includes(name));
  if (command !== undefined) {
    command.outputHelp();
    return 0;
  }
  const topic = Object.hasOwn(TOPICS, name) ? TOPICS[name] : undefined;
  if (topic === undefined)
    throw new UsageError(`unknown topic; expected a command or one of ${Object.keys(TOPICS).join(", ")}`);
  return say(await topic());
}
