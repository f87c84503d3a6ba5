/** Topics of `help` that belong to no single command. */

export const TOPICS: Record<string, string> = {
  "exit-codes": `Exit codes

  0    no errors; every callback was accepted; every check passed
  1    errors were found, a file was not read to its end, a callback was not accepted, or a check failed
  2    usage error, or the output cannot be written
  130  stopped by Ctrl-C
`,
  color: `Color

  Output is colored on a terminal. NO_COLOR=1 turns that off, FORCE_COLOR=1 turns it on everywhere, and FORCE_COLOR
  wins over NO_COLOR.
`,
};
