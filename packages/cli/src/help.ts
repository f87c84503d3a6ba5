/** `help`: the help of a command, or a topic. */
import type { Command } from "commander";
import { say, UsageError } from "./common.js";
import { TOPICS } from "./topics.js";

/** The command. Gives the exit code. */
export function help(names: string[], root: Command): number {
  if (names.length > 1) throw new UsageError("help takes one command or topic");
  const [name] = names;
  const topics = Object.keys(TOPICS);
  if (name === undefined) return say(`${root.helpInformation()}\nTopics (help TOPIC): ${topics.join(", ")}\n`);
  const command = root.commands.find((one) => one.name() === name || one.aliases().includes(name));
  if (command !== undefined) {
    command.outputHelp();
    return 0;
  }
  const topic = TOPICS[name];
  if (topic === undefined) throw new UsageError(`unknown topic; expected a command or one of ${topics.join(", ")}`);
  return say(topic);
}
