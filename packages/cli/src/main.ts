/** The command. Exit code: 0 no errors, 1 errors found, 2 usage error. */
import { CommanderError } from "commander";
import { tell, UsageError } from "./common.js";
import { program } from "./program.js";

// A closed pipe (`… | head`) is not an error.
process.stdout.on("error", ({ code }: NodeJS.ErrnoException) => {
  if (code !== "EPIPE") tell(`could not write the output: ${code === "ENOSPC" ? "the disk is full" : code}`);
  process.exit(code === "EPIPE" ? 0 : 2);
});
process.stderr.on("error", () => {}); // nor is one that no one reads

const args = process.argv.slice(2);
try {
  if (args.length === 0) throw new UsageError("expected a command; bandwidth-callbacks --help lists them");
  const root = program(async (work) => {
    process.exitCode = await work();
  });
  // Completion passes unfinished words, which are not usage errors.
  if (args[0] === "complete") (await import("./completion.js")).complete(args.slice(2), root);
  else await root.parseAsync(args, { from: "user" });
} catch (error) {
  if (error instanceof CommanderError && error.exitCode === 0) process.exitCode = 0;
  else if (error instanceof CommanderError || error instanceof UsageError) {
    tell(error instanceof UsageError ? error.message : misuse(error.message));
    process.exitCode = 2;
  } else throw error;
}

/** The error of commander, in one line that names the command. */
function misuse(message: string): string {
  const [said = "", hint = ""] = message
    .replace(/^error: /, "")
    .replace(/^too many arguments for '(\w+)'.*/, "$1 takes no arguments")
    .split("\n");
  const command = args[0] === undefined || args[0].startsWith("-") ? "" : ` for ${args[0]}`;
  const named = /^unknown option/.test(said) ? `${said}${command}` : said;
  return hint === "" ? named : `${named} ${hint.replace(/^\(Did/, "(did")}`;
}
