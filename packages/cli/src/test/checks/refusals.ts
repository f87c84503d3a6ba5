/** Requests that are not callbacks: rejected, and without a crash. */
import { fresh } from "../../events/fresh.js";
import type { PostOptions, Reply } from "../bench.js";
import { type Check, type Group, SOURCES } from "../check.js";

const CRASH = "A status of 5xx means that the endpoint failed: it fills logs and pages someone at night.";

/** A check that something is answered 4xx. */
function refuses(
  id: string,
  what: { title: string; why: string; source?: string; sent: string },
  bodyOf: () => unknown,
  options: PostOptions = {},
  isRight: (reply: Reply) => boolean = isRefused,
): Check {
  return {
    id,
    title: what.title,
    why: what.why,
    source: what.source ?? SOURCES.methods,
    needs: ["in-time"],
    async run(bench) {
      const reply = await bench.post(bodyOf(), options);
      return { isPassed: isRight(reply), sent: what.sent, got: reply.got };
    },
  };
}

function isRefused({ answer }: Reply): boolean {
  return answer !== undefined && answer.status >= 400 && answer.status < 500;
}

/** Whether it was answered, and not with a failure. */
function isAnswered({ answer }: Reply): boolean {
  return answer !== undefined && answer.status < 500;
}

export const REFUSALS: Group = {
  title: "Requests that are not callbacks",
  checks: [
    refuses(
      "cut-off",
      {
        title: "rejects truncated JSON with 4xx",
        why: `It may be complete when it is resent. If you accept it, it is lost. ${CRASH}`,
        sent: "truncated JSON",
      },
      () => JSON.stringify([fresh("message-delivered")]).slice(0, 200),
    ),
    refuses(
      "html",
      {
        title: "rejects an HTML page with 4xx",
        why: `Scanners post all sorts of things to public URLs. ${CRASH}`,
        sent: "an HTML page",
      },
      () => "<!doctype html><title>502 Bad Gateway</title>",
      { headers: { "content-type": "text/html" } },
    ),
    refuses(
      "get",
      {
        title: "rejects GET with 4xx",
        why: `Callbacks are sent with POST; browsers and scanners use GET. ${CRASH}`,
        sent: "GET",
      },
      () => "",
      { method: "GET", headers: { "content-type": undefined } },
    ),
    refuses(
      "text-plain",
      {
        title: "answers a callback of another content type without failing",
        why: CRASH,
        sent: "a callback with `Content-Type: text/plain`",
      },
      () => [fresh("message-delivered")],
      { headers: { "content-type": "text/plain" } },
      isAnswered,
    ),
    refuses(
      "not-an-object",
      {
        title: "answers JSON that is not an object without failing",
        why: CRASH,
        sent: "a body with a number and null",
      },
      () => [42, null],
      {},
      isAnswered,
    ),
  ],
};
