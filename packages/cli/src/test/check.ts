/** A check: what is sent to the endpoint, which answer is expected, and why that matters. */
import type { Bench, PostOptions, Reply } from "./bench.js";

/** The result of a check. Its words go into "Your endpoint <got> to <sent>." */
export interface Finding {
  isPassed: boolean;
  /** A noun phrase: "a body with an unknown type". */
  sent: string;
  /** A clause: "answered 400". */
  got: string;
  /** The preposition between the two. @default "to" */
  between?: "to" | "after" | "from";
}

export interface Check {
  /** Its name in reports. */
  id: string;
  /** What a good endpoint does, after "it". */
  title: string;
  /** What happens if it fails: one or two sentences. */
  why: string;
  /** The source. */
  source: string;
  /** Checks that must pass first, because this one would also fail with them. */
  needs?: readonly string[];
  /** An option without which it cannot run. */
  wants?: "credentials" | "observe" | "restart";
  run(bench: Bench): Promise<Finding>;
}

export interface Group {
  title: string;
  checks: readonly Check[];
}

export const SOURCES = {
  webhooks: "https://dev.bandwidth.com/docs/messaging/webhooks",
  challenge: "https://dev.bandwidth.com/guides/callbacks/callbacks.html",
  basic: "https://www.rfc-editor.org/rfc/rfc7617#section-2.1",
  methods: "https://www.rfc-editor.org/rfc/rfc9110#section-15.5",
  connections: "https://www.rfc-editor.org/rfc/rfc9112#section-9.3",
  receipts:
    "https://www.bandwidth.com/support/en/articles/15606778-changes-to-message-delivery-callbacks-and-dlr-wait-time",
  models: "https://github.com/Bandwidth/java-sdk/blob/main/bandwidth.yml",
  array: "https://github.com/Bandwidth/api-docs/issues/1180",
  loops: "https://github.com/Bandwidth/bandwidth.github.io/pull/486",
  segments:
    "https://www.bandwidth.com/support/en/articles/" +
    "12823182-what-are-bandwidth-s-sms-character-limits-and-concatenation-practices",
} as const;

/** What Bandwidth does with a callback that is not answered 2xx. */
export const RESENT = "Bandwidth will resend it for 24 hours, then drop it.";

/** A check that sends one body and looks at the answer. */
export function posts(
  id: string,
  { source = SOURCES.webhooks, sent, ...what }: { title: string; why: string; source?: string; sent: string },
  bodyOf: () => unknown,
  {
    isPassed = ({ isAccepted }) => isAccepted,
    ...options
  }: PostOptions & { isPassed?: (reply: Reply) => boolean } = {},
): Check {
  return {
    id,
    ...what,
    source,
    needs: ["in-time"],
    async run(bench) {
      const reply = await bench.post(bodyOf(), options);
      return { isPassed: isPassed(reply), sent, got: reply.got };
    },
  };
}
