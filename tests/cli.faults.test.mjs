// Faults outside the command: certificates, names, ports. Each gives one line, the right exit code, and an end.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:https";
import { createServer as createPlain } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { sample } from "bandwidth-callbacks/samples";
import { endpoint, holds, listening, run, start } from "./desk.mjs";
import { post } from "./receiving.mjs";

const folder = mkdtempSync(join(tmpdir(), "faults-"));
after(() => rmSync(folder, { recursive: true }));
const path = (name) => join(folder, name);
const log = path("day.jsonl");
writeFileSync(log, `${JSON.stringify(sample("message-sent"))}\n`);

function openssl(...args) {
  const { status, stderr } = spawnSync("openssl", args, { cwd: folder, encoding: "utf8" });
  assert.equal(status, 0, stderr);
}

/** A certificate that signs itself, for a host and a span of time. */
function certificate(name, host, [from, to]) {
  for (const file of ["index", "index.attr"]) writeFileSync(path(file), "");
  writeFileSync(path("serial"), "01\n");
  writeFileSync(
    path("ca.cnf"),
    `[ca]
default_ca = own
[own]
database = index
serial = serial
new_certs_dir = .
default_md = sha256
policy = any
x509_extensions = names
[any]
commonName = supplied
[names]
subjectAltName = ${host}
[req]
distinguished_name = subject
[subject]
`,
  );
  const key = `${name}.key`;
  const subject = ["-subj", `/CN=${name}`];
  openssl(
    "req",
    "-new",
    "-newkey",
    "rsa:2048",
    "-nodes",
    "-config",
    "ca.cnf",
    ...subject,
    "-keyout",
    key,
    "-out",
    "csr",
  );
  const span = ["-startdate", from, "-enddate", to];
  openssl(
    ...[
      "ca",
      "-batch",
      "-selfsign",
      "-config",
      "ca.cnf",
      "-keyfile",
      key,
      "-in",
      "csr",
      "-out",
      `${name}.pem`,
      ...span,
    ],
    "-notext",
  );
  return { key: readFileSync(path(key)), cert: readFileSync(path(`${name}.pem`)), file: path(`${name}.pem`) };
}

const NOW = ["20200101000000Z", "20490101000000Z"];
const PAST = ["20200101000000Z", "20200102000000Z"];

test("a certificate that does not fit is one line in every command", {
  skip: spawnSync("openssl", ["version"]).status !== 0 && "there is no openssl",
}, async () => {
  const here = "IP:127.0.0.1";
  const cases = [
    [certificate("self-signed", here, NOW), false, /has a self-signed certificate; NODE_EXTRA_CA_CERTS=FILE makes/],
    [certificate("expired", here, PAST), true, /has a certificate that has expired/],
    [certificate("elsewhere", "DNS:callbacks.example", NOW), true, /has a certificate for another host name/],
  ];
  for (const [{ key, cert, file }, isTrusted, words] of cases) {
    const got = [];
    const server = createServer({ key, cert }, (request, response) => {
      got.push(request.url);
      response.writeHead(204).end();
    });
    await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
    const url = `https://127.0.0.1:${server.address().port}/callbacks`;
    const env = isTrusted ? { NODE_EXTRA_CA_CERTS: file } : {};
    for (const [args, wanted] of [
      [["send", "message-sent", url], 1],
      [["replay", log, "--to", url], 1],
      [["test", url], 2],
    ]) {
      const { code, out, err } = await run(args, { env });
      assert.equal(code, wanted, `${args[0]} ${out}${err}`);
      assert.match(out + err, words);
      assert.equal((out + err).split("\n").length, 2, out + err);
    }
    const listener = await listening(["--forward-to", url], { env });
    assert.equal((await post(listener.url, sample("message-failed"))).status, 502);
    await holds(() => /your server has a/.test(listener.out));
    assert.match(listener.out, words);
    listener.child.kill("SIGINT");
    assert.equal(await listener.ended, 0);
    assert.deepEqual(got, []);
    // And one that fits.
    if (!isTrusted)
      assert.equal((await run(["send", "message-sent", url], { env: { NODE_EXTRA_CA_CERTS: file } })).code, 0);
    server.closeAllConnections();
    server.close();
  }
});

test("a host name that does not resolve is one line in every command", async () => {
  const url = "http://nowhere.invalid/callbacks";
  for (const [args, wanted] of [
    [["send", "message-sent", url], 1],
    [["replay", log, "--to", url], 1],
    [["test", url], 2],
    [["listen", "--host", "nowhere.invalid", "--credentials", "a:b"], 2],
  ]) {
    const { code, out, err } = await run(args);
    assert.equal(code, wanted, `${args[0]} ${out}${err}`);
    assert.match(
      out + err,
      args[0] === "listen" ? /expected --host to be an address/ : /its host name does not resolve/,
    );
    assert.equal((out + err).split("\n").length, 2, out + err);
  }
  const listener = await listening(["--forward-to", url]);
  assert.equal((await post(listener.url, sample("message-failed"))).status, 502);
  await holds(() => /your server cannot be found: its host name does not resolve/.test(listener.out));
});

test("Ctrl-C ends a test that waits for a restart", { skip: process.platform === "win32" }, async () => {
  const to = await endpoint(({ body }) => (/^\s*[[{].*[\]}]\s*$/s.test(body) ? 204 : 400));
  const [begun, over] = [path("begun"), path("over")];
  const running = start(["test", to.url, "--restart", `echo > '${begun}'; sleep 300; echo > '${over}'`]);
  await holds(() => existsSync(begun) || running.child.exitCode !== null);
  running.child.kill("SIGINT");
  assert.equal(await running.ended, 130, running.out);
  assert.equal(running.err, "bandwidth-callbacks: stopped before the verdict\n");
  assert.ok(!existsSync(over));
});

test("if no port is left, listen says so and ends", async () => {
  // There is no port after it. If another process has it, it is also in use.
  const last = createPlain();
  await new Promise((resolve) => last.on("error", resolve).listen(65_535, "127.0.0.1", resolve));
  const file = path("never.jsonl");
  for (const args of [
    ["--port", "65535"],
    ["--port", "0", "--page-port", "65535"],
  ]) {
    const { code, out, err } = await run(["listen", ...args, "--save", file]);
    assert.deepEqual([code, out], [2, ""], args.join(" "));
    assert.equal(err, "bandwidth-callbacks: nothing can be received at 127.0.0.1, port 65535: it is in use\n");
    assert.ok(!existsSync(file), "nothing is left behind");
  }
  last.close();
});
