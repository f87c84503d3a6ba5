/** Requests that are not callbacks: rejected, and without a crash. */
import { fresh } from "../../events/fresh.js";
import type { Reply } from "../bench.js";
import { type Group, posts, SOURCES } from "../check.js";

const CRASH = "A status of 5xx means that the endpoint failed: it fills logs and pages someone at night.";

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
    posts(
      "cut-off",
      {
        title: "rejects truncated JSON with 4xx",
        why: `It may be complete when it is resent. If you accept it, it is lost. ${CRASH}`,
        source: SOURCES.methods,
        sent: "truncated JSON",
      },
      () => JSON.stringify([fresh("message-delivered")]).slice(0, 200),
      { isPassed: isRefused },
    ),
    posts(
      "html",
      {
        title: "rejects an HTML page with 4xx",
        why: `Scanners post all sorts of things to public URLs. ${CRASH}`,
        source: SOURCES.methods,
        sent: "an HTML page",
      },
      () => "<!doctype html><title>502 Bad Gateway</title>",
      { headers: { "content-type": "text/html" }, isPassed: isRefused },
    ),
    posts(
      "get",
      {
        title: "rejects GET with 4xx",
        why: `Callbacks are sent with POST; browsers and scanners use GET. ${CRASH}`,
        source: SOURCES.methods,
        sent: "GET",
      },
      () => "",
      { method: "GET", headers: { "content-type": undefined }, isPassed: isRefused },
    ),
    posts(
      "text-plain",
      {
        title: "answers a callback of another content type without failing",
        why: CRASH,
        source: SOURCES.methods,
        sent: "a callback with `Content-Type: text/plain`",
      },
      () => [fresh("message-delivered")],
      { headers: { "content-type": "text/plain" }, isPassed: isAnswered },
    ),
    posts(
      "not-an-object",
      {
        title: "answers JSON that is not an object without failing",
        why: CRASH,
        source: SOURCES.methods,
        sent: "a body with a number and null",
      },
      () => [42, null],
      { isPassed: isAnswered },
    ),
  ],
};
