// Completion, in each shell that is installed.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { after, test } from "node:test";
import { at } from "../scripts/run.mjs";
import { cli, run } from "./desk.mjs";

const folder = mkdtempSync(join(tmpdir(), "bandwidth-callbacks-"));
after(() => rmSync(folder, { recursive: true }));
writeFileSync(join(folder, "body.json"), "[]");
// As npm installs it.
writeFileSync(join(folder, "bandwidth-callbacks"), `#!/bin/sh\nexec '${process.execPath}' '${cli}' "$@"\n`, {
  mode: 0o755,
});
const env = { ...process.env, PATH: `${folder}${delimiter}${process.env.PATH}` };
const without = (shell) => spawnSync(shell, ["-c", "exit 0"]).status !== 0 && `there is no ${shell} on this machine`;

/** What the words may become: [words, one that must be there, one that must not]. */
const cases = [
  [["li"], "listen", "sample"],
  [["sample", "message-f"], "message-failed", "message-sent"],
  [["send", "message-failed", "--se"], "--set", "--count"],
  [["logs", "--code", "472"], "4720", "4432"],
  [["logs", "--type="], "message-read", "4720"],
  [["sample", "message-sent", "--set", "message.ta"], "message.tag=", "message.text="],
  [["send", "--scenario", ""], "duplicates", "message-failed"],
  [["explain", "missing-f"], "missing-field", "4720"],
  [["help", "tun"], "tunnels", "listen"],
  [["completion", ""], "zsh", "listen"],
];

test("words are completed", async () => {
  for (const [words, wanted, unwanted] of cases) {
    const { code, out } = await run(["complete", "--", ...words]);
    const found = out.split("\n").map((line) => line.split("\t")[0]);
    assert.equal(code, 0);
    assert.ok(found.includes(wanted), `${words.join(" ")}: ${out}`);
    assert.ok(!found.includes(unwanted), `${words.join(" ")}: ${out}`);
  }
  assert.equal((await run(["complete", "--", "check", ""])).out, "", "names of files are the shell's");
});

/** The script of a shell, in a file. */
async function script(shell) {
  const file = join(folder, `script.${shell}`);
  writeFileSync(file, (await run(["completion", shell])).out);
  return file;
}

test("bash", { skip: without("bash") }, async () => {
  const file = await script("bash");
  const complete = (...words) => {
    const all = ["bandwidth-callbacks", ...words].map((word) => `'${word}'`).join(" ");
    const code = `source '${file}'; COMP_WORDS=(${all}); COMP_CWORD=${words.length}
      compopt() { :; }; _bandwidth_callbacks; printf '%s\\n' "\${COMPREPLY[@]}"`;
    const { stdout, stderr } = spawnSync("bash", ["-c", code], { env, cwd: folder, encoding: "utf8" });
    assert.equal(stderr, "");
    return stdout.split("\n");
  };
  assert.ok(complete("sample", "message-f").includes("message-failed"));
  assert.ok(complete("logs", "--type", "=", "message-r").includes("message-read"));
  assert.deepEqual(complete("check", ""), ["", ""]);
  assert.deepEqual(complete("$(touch never)", ""), ["", ""]);
  assert.ok(!existsSync(join(folder, "never")), "what is typed is not run");
});

test("zsh", { skip: without("zsh") }, async () => {
  const file = await script("zsh");
  const code = `autoload -Uz compinit; compinit -u -d '${join(folder, "zcompdump")}'; source '${file}'
    _describe() { print -rl -- "\${(@P)4}"; }; _files() { print files; }
    words=(bandwidth-callbacks sample message-f); CURRENT=3; _bandwidth_callbacks
    words=(bandwidth-callbacks check ''); CURRENT=3; _bandwidth_callbacks
    print -r -- $_comps[bandwidth-callbacks]`;
  const { stdout, stderr } = spawnSync("zsh", ["-fc", code], { env, cwd: folder, encoding: "utf8" });
  assert.equal(stderr, "");
  assert.match(stdout, /^message-failed:.*\nfiles\n_bandwidth_callbacks\n$/);
});

test("fish", { skip: without("fish") }, async () => {
  const file = await script("fish");
  const complete = (line) => {
    const code = `source '${file}'; complete -C '${line}'`;
    const options = { env: { ...env, HOME: folder }, cwd: folder, encoding: "utf8" };
    return spawnSync("fish", ["-c", code], options).stdout;
  };
  assert.match(complete("bandwidth-callbacks sample message-f"), /^message-failed\t/m);
  assert.match(complete("bandwidth-callbacks check b"), /^body\.json/m);
  assert.doesNotMatch(complete("bandwidth-callbacks sample message-f"), /message-sent|body/);
});

test("the package names the command that the scripts call", async () => {
  const { default: manifest } = await import(at("packages/cli/package.json"), { with: { type: "json" } });
  assert.deepEqual(Object.keys(manifest.bin), ["bandwidth-callbacks"]);
});

test("a usage error is one line and exit code 2", async () => {
  for (const [args, words] of [
    [["completion"], /takes the name of a shell: bash, zsh, fish/],
    [["completion", "tcsh"], /takes the name of a shell: bash, zsh, fish/],
    [["help", "nonsense"], /unknown topic; expected a command or one of exit-codes, /],
    [["help", "logs", "check"], /takes one command or topic/],
  ]) {
    const { code, out, err } = await run(args);
    assert.deepEqual([code, out, err.split("\n").length], [2, "", 2], args.join(" "));
    assert.match(err, words);
  }
});
