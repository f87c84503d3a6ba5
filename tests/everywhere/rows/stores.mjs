// The stores for Cloudflare in workerd; tests/stores tests Redis and PostgreSQL.

import { readFileSync } from "node:fs";
import { at } from "../../../scripts/run.mjs";
import { ASK, deploy, inWorkerd, wrangler } from "../programs.mjs";
import { run, version } from "../tools.mjs";

const worker = `import { durableObjectSeen, kvSeen, SeenObject } from "bandwidth-callbacks/receiver";
import { contract, storm } from "./contract.mjs";
export { SeenObject };
export default {
  async fetch(request, env) {
    const [object, kv] = [() => durableObjectSeen(env.OBJECTS), () => kvSeen(env.KV)];
    const said = [await contract(object()), await storm([object(), object()])];
    // Copies at the same moment may be handled twice there, as is documented: they come one after another.
    said.push(await contract(kv(), { claims: false, shortest: 60 }));
    said.push(await storm([kv(), kv()], { together: false, events: 100 }));
    return new Response(said.join("\\n"));
  },
};
`;
const more = `compatibilityFlags: ["nodejs_compat"], durableObjects: { OBJECTS: "SeenObject" }, kvNamespaces: ["KV"],`;

export const stores = [
  {
    name: "Stores, workerd",
    version: () => version("miniflare"),
    must: true,
    expect: /^the contract\n\{"events":500,.*\nthe contract, but for claims\n\{"events":100,/,
    files: {
      "worker.js": worker,
      "contract.mjs": readFileSync(at("tests/stores/contract.mjs"), "utf8"),
      "ask.mjs": inWorkerd(ASK, { more }),
      "wrangler.json": wrangler("worker.js", ["nodejs_compat"]),
    },
    run: async (cwd) => {
      await deploy(cwd);
      return run(process.execPath, ["ask.mjs"], { cwd, timeout: 400 });
    },
  },
];
