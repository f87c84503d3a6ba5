// Real servers for the stores: installed where Debian has them, started in a folder of their own, killed and started
// again.

import { execFileSync, spawn } from "node:child_process";
import { chownSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

const isRoot = process.getuid?.() === 0;

/** The folder of a program, or undefined: where Debian has it and it can be installed, it is. */
function folderOf(program, debian, more = () => []) {
  const find = () =>
    [...more(), ...process.env.PATH.split(delimiter)].find((folder) => existsSync(join(folder, program)));
  const found = find();
  if (found || !isRoot || !existsSync("/etc/debian_version")) return found;
  const options = {
    env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    stdio: ["ignore", "ignore", "inherit"],
  };
  try {
    execFileSync("apt-get", ["update"], { ...options, timeout: 300_000 });
    execFileSync("apt-get", ["install", "-y", "--no-install-recommends", debian], { ...options, timeout: 600_000 });
  } catch (error) {
    console.log(`${debian} was not installed: ${error.message.trim().split("\n").at(-1)}`);
  }
  return find();
}

const running = new Set();
process.on("exit", () => running.forEach((child) => child.kill("SIGKILL")));

/** A server: its program, arguments, and whether it answers. Ends with the test. */
function server(command, args, answers, options = {}) {
  let child;
  const start = async () => {
    for (const end = Date.now() + 30_000; ; ) {
      let said = "";
      const current = spawn(command, args, { stdio: ["ignore", "pipe", "pipe"], ...options });
      for (const stream of [current.stdout, current.stderr]) stream.on("data", (text) => (said += text));
      const closed = new Promise((resolve) => current.once("close", resolve));
      child = { current, closed };
      running.add(current);
      current.once("close", () => running.delete(current));
      while (current.exitCode === null && current.signalCode === null && Date.now() < end) {
        if (await answers(current.pid).catch(() => false)) return;
        await wait(30);
      }
      // After a kill the processes of PostgreSQL may need a moment to notice, and until then a new one does not start.
      if (Date.now() > end) throw new Error(`${command} does not answer\n${said}`);
      await wait(100);
    }
  };
  const kill = async () => {
    child.current.kill("SIGKILL");
    await child.closed;
  };
  /** Keeps its connections and answers nothing. */
  const hold = () => child.current.kill("SIGSTOP");
  const release = () => child.current.kill("SIGCONT");
  return { start, kill, hold, release };
}

const freePort = () =>
  new Promise((resolve) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });

const temporary = (name) => {
  const folder = mkdtempSync(join(tmpdir(), `${name}-`));
  process.on("exit", () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  return folder;
};

/** A Redis that loses nothing it has confirmed, or undefined. */
export async function redisServer() {
  const folder = folderOf("redis-server", "redis-server");
  if (folder === undefined) return undefined;
  const port = await freePort();
  // While it reads its log it answers, but not PONG.
  const ping = () =>
    new Promise((resolve, reject) => {
      const socket = connect(port, "127.0.0.1", () => socket.write("PING\r\n"));
      socket
        .on("error", reject)
        .setEncoding("utf8")
        .once("data", (text) => resolve((socket.destroy(), text.startsWith("+PONG"))));
    });
  const args = [
    "--port",
    port,
    "--bind",
    "127.0.0.1",
    "--dir",
    temporary("redis"),
    "--save",
    "",
    "--appendonly",
    "yes",
    "--appendfsync",
    "always",
  ];
  return { ...server(join(folder, "redis-server"), args, ping), port };
}

/** A PostgreSQL as it comes, on a socket in a folder, or undefined. */
export async function postgresServer() {
  const versions = "/usr/lib/postgresql";
  const installed = () =>
    existsSync(versions) ? readdirSync(versions).map((version) => join(versions, version, "bin")) : [];
  const folder = folderOf("initdb", "postgresql", installed);
  if (folder === undefined) return undefined;
  const data = temporary("postgres");
  // It does not run as root.
  let user = {};
  if (isRoot) {
    const id = (of) => Number(execFileSync("id", [of, "nobody"], { encoding: "utf8" }));
    user = { uid: id("-u"), gid: id("-g") };
    chownSync(data, user.uid, user.gid);
  }
  execFileSync(join(folder, "initdb"), ["-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-locale"], {
    ...user,
    cwd: data,
    stdio: "pipe",
  });
  // Its file of state begins with its number and ends with "ready"; one that was killed leaves its own behind.
  const ready = async (pid) => {
    const lines = readFileSync(join(data, "postmaster.pid"), "utf8").trim().split("\n");
    return Number(lines[0]) === pid && lines.at(-1).trim() === "ready";
  };
  return {
    ...server(join(folder, "postgres"), ["-D", data, "-k", data, "-c", "listen_addresses="], ready, {
      ...user,
      cwd: data,
    }),
    host: data,
  };
}

/** Skips a test by name where there is no server; where CI is set there has to be one. */
export const needed = (server, name) => ({
  skip: server === undefined && !process.env.CI && `no ${name} on this machine, and none to be had`,
});
