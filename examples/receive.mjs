// What every recipe does with what Bandwidth sends, whatever server brought it.

import { createReceiver } from "bandwidth-callbacks/receiver";

/**
 * A receiver that asks for credentials, "user:password", or for those that a function gives with each request, where a
 * host tells secrets no sooner. Without any, everybody is let in.
 */
export function receiver(credentials) {
  const access = typeof credentials === "function" ? { credentials: (context) => pair(credentials(context)) } : credentials ? { credentials: pair(credentials) } : { anonymous: true };
  return createReceiver({
    ...access,
    on: {
      "message-received": ({ message }) => console.log("handled: reply to", message.id),
      "message-failed": ({ errorCode, message }) => console.log("handled: failure", errorCode, "of", message.id),
      "message-delivered": ({ message }) => console.log("handled: delivery of", message.id),
    },
    // Keep these elsewhere if you want to look at them: they hold phone numbers and texts.
    unknown: ({ index }) => console.log(`kept: element ${index}, of a type to come`),
    rejected: ({ index }) => console.log(`kept: element ${index}, which is no event`),
    // A diagnostic names fields and places and holds nothing of the payload, so it may be logged.
    diagnostics: (found) => {
      for (const { severity, rule, path, message } of found) console.log(`${severity} ${rule} at ${JSON.stringify(path)}: ${message}`);
    },
    // Keys of handled events end with the process. Where there are several, or a process that forgets as a Worker and
    // a Lambda do, give `seen` a place for them: redisSeen, postgresSeen, durableObjectSeen.
  });
}

/** A user name ends at the first colon, a password may have more. */
function pair(credentials) {
  const [username, ...password] = credentials.split(":");
  return { username, password: password.join(":") };
}
