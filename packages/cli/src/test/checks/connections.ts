/** Connections, load, and a restart. */
import { spawn } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { BANDWIDTH_TIMEOUT } from "../../../../../src/js/generated/answers.js";
import { type Event, fresh } from "../../events/fresh.js";
import { Agents, seconds } from "../../wire/exchange.js";
import { type Group, RESENT, SOURCES } from "../check.js";

const RESTART = 30_000;

export const CONNECTIONS: Group = {
  title: "Connections",
  checks: [
    {
      id: "keep-alive",
      title: "accepts several callbacks on one connection",
      why: `Connections are kept open and reused. ${RESENT}`,
      source: SOURCES.connections,
      needs: ["in-time"],
      async run(bench) {
        const agent = new Agents(1);
        try {
          for (let time = 0; time < 5; time++) {
            const { isAccepted, got } = await bench.post([fresh("message-delivered")], { agent });
            if (!isAccepted) return { isPassed: false, sent: `callback ${time + 1} of a connection`, got };
          }
          return { isPassed: true, sent: "five callbacks on one connection", got: "answered 2xx" };
        } finally {
          agent.close();
        }
      },
    },
    {
      id: "closed-half-way",
      title: "survives a connection that is closed in the middle of a callback",
      why: `Networks fail. The next callback must still be accepted. ${RESENT}`,
      source: SOURCES.connections,
      needs: ["in-time"],
      async run(bench) {
        await bench.cutOff(JSON.stringify([fresh("message-delivered")]));
        // A process that it ends takes a moment to end.
        await sleep(500, undefined, { signal: bench.signal });
        const { isAccepted, got } = await bench.post([fresh("message-delivered")]);
        return { isPassed: isAccepted, sent: "the callback after one that was cut off", got };
      },
    },
    {
      id: "half-not-handled",
      title: "does not handle a callback whose connection was closed half-way",
      why: "It is resent completely, so events handled from the first half are handled twice.",
      source: SOURCES.webhooks,
      wants: "observe",
      needs: ["closed-half-way"],
      async run(bench) {
        const event: Event = fresh("message-received");
        // The event is whole in the half that arrives; what follows it is white space.
        const text = JSON.stringify([event]);
        await bench.cutOff(text.slice(0, -1) + " ".repeat(text.length) + text.slice(-1));
        await sleep(500, undefined, { signal: bench.signal });
        const count = bench.observer!.count(String(event.message["id"]));
        const got = count === 0 ? "handled nothing" : "handled it";
        return { isPassed: count === 0, sent: "half of a callback", got, between: "after" };
      },
    },
    {
      id: "burst",
      title: "accepts 50 callbacks at once, each within 10 seconds",
      why: `Callbacks come in bursts, after a campaign or an outage. ${RESENT}`,
      source: SOURCES.webhooks,
      needs: ["in-time"],
      async run(bench) {
        const agent = new Agents(50);
        const sent = "50 callbacks at once";
        try {
          const bodies = Array.from({ length: 50 }, () => [fresh("message-delivered")]);
          const replies = await Promise.all(bodies.map((body) => bench.post(body, { agent })));
          const bad = replies.filter(({ isAccepted }) => !isAccepted);
          const slowest = Math.max(...replies.map(({ milliseconds }) => milliseconds));
          if (bad[0] !== undefined) return { isPassed: false, sent, got: `${bad[0].got} (${bad.length} of 50)` };
          return {
            isPassed: slowest <= BANDWIDTH_TIMEOUT,
            sent,
            got: `answered 2xx, the last after ${seconds(slowest)}`,
          };
        } finally {
          agent.close();
        }
      },
    },
    {
      id: "restart",
      title: "accepts a duplicate after a restart, and does not handle it again",
      why: "Keys in memory are lost with a deployment, and retries arrive during one. Use an idempotency store.",
      source: SOURCES.webhooks,
      wants: "restart",
      needs: ["duplicate"],
      async run(bench) {
        const { body, id } = bench.earlier!;
        const sent = "a duplicate after a restart";
        const code = await restarted(bench.restart!, bench.signal);
        if (code !== 0) return { isPassed: false, sent, got: `was not restarted: the command ended with ${code}` };
        const end = performance.now() + RESTART;
        let reply = await bench.post(body, { timeout: 2000 });
        while (!reply.isAccepted && performance.now() < end) {
          await sleep(250, undefined, { signal: bench.signal });
          reply = await bench.post(body, { timeout: 2000 });
        }
        if (!reply.isAccepted) return { isPassed: false, sent, got: reply.got };
        const [count = 0] = (await bench.observer?.counts([id], bench.signal)) ?? [];
        const isOnce = count <= bench.reports;
        return { isPassed: isOnce, sent, got: isOnce ? "answered 2xx" : "answered 2xx and handled it again" };
      },
    },
    {
      id: "still-there",
      title: "still accepts callbacks after all of that",
      why: `One of the checks above ended the process, or left it in a bad state. ${RESENT}`,
      source: SOURCES.webhooks,
      needs: ["in-time"],
      async run(bench) {
        const { isAccepted, got } = await bench.post([fresh("message-delivered")]);
        return { isPassed: isAccepted, sent: "the last callback", got };
      },
    },
  ],
};

function restarted(command: string, signal: AbortSignal): Promise<number | string> {
  return new Promise((resolve) => {
    const child = spawn(command, { shell: true, stdio: "ignore", signal });
    child.on("error", () => resolve("an error")).on("close", (code, how) => resolve(code ?? how ?? "an error"));
  });
}
