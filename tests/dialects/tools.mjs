// Real tools that print: those that are usually installed, and those of the slow suite.

import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Runs a program on all bodies at once: JSON in, a list of texts as JSON out. Nothing if it is not there. */
function run(command, args, bodies) {
  const input = JSON.stringify(bodies);
  const { status, stdout, stderr, error } = spawnSync(command, args, { input, encoding: "utf8", maxBuffer: 2 ** 30 });
  if (error?.code === "ENOENT") return undefined;
  if (status !== 0) throw new Error(`${command}: ${stderr}`);
  return JSON.parse(stdout);
}

/** Prints each body by an expression of Python. */
export const python = (expression) => (bodies) => {
  const imports = expression.includes("yaml") ? "json, pprint, sys, yaml" : "json, pprint, sys";
  const check =
    "import importlib.util, json, sys\nif not importlib.util.find_spec('yaml'): print('null'); sys.exit()\n";
  const code = `import ${imports}\nprint(json.dumps([${expression} for it in json.load(sys.stdin)]))`;
  return run("python3", ["-c", (expression.includes("yaml") ? check : "") + code], bodies) ?? undefined;
};

export const ruby = (expression) => (bodies) => {
  const code = `puts JSON.generate(JSON.parse(STDIN.read).map { |it| ${expression} })`;
  return run("ruby", ["-rjson", "-rpp", "-ryaml", "-Eutf-8:utf-8", "-e", code], bodies);
};

export const php = (expression) => (bodies) => {
  const code = `$all = json_decode(stream_get_contents(STDIN), true); $out = [];
    foreach ($all as $it) { ob_start(); ${expression}; $out[] = ob_get_clean(); } echo json_encode($out);`;
  return run("php", ["-r", code], bodies);
};

export const perl = (bodies) => {
  const code = `use JSON::PP; use Data::Dumper; $Data::Dumper::Sortkeys = 1; local $/; my $json = JSON::PP->new->utf8;
    print $json->encode([map { Dumper($_) } @{$json->decode(<STDIN>)}]);`;
  return run("perl", ["-e", code], bodies);
};

export const elixir = (bodies) => {
  // Elixir 1.14 has no JSON of its own; the body comes as a term.
  const term = (value) => {
    if (Array.isArray(value)) return `[${value.map(term).join(",")}]`;
    if (value === null || typeof value !== "object") {
      return typeof value === "string" ? `Base.decode64!("${Buffer.from(value).toString("base64")}")` : String(value);
    }
    return `%{${Object.entries(value)
      .map(([name, inner]) => `"${name}" => ${term(inner)}`)
      .join(",")}}`;
  };
  const folder = mkdtempSync(join(tmpdir(), "terms-"));
  const file = join(folder, "print.exs");
  const options = "limit: :infinity, printable_limit: :infinity, width: :infinity";
  writeFileSync(file, `for it <- ${term(bodies)}, do: IO.puts(Base.encode64(inspect(it, ${options})))\n`);
  const { stdout, error } = spawnSync("elixir", [file], { encoding: "utf8", maxBuffer: 2 ** 30 });
  rmSync(folder, { recursive: true });
  if (error?.code === "ENOENT") return undefined;
  return stdout
    .trim()
    .split("\n")
    .map((line) => Buffer.from(line, "base64").toString());
};
