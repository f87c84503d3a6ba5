// What every recipe does with what Bandwidth sends, whichever server it came through.

import { createReceiver } from "bandwidth-callbacks/receiver";

/** A receiver with the credentials of the environment. */
export function receiver(env) {
  return createReceiver({
    ...access(env),
    on: {
      "message-received": ({ message }) => console.log("handled: reply to", message.id),
      "message-failed": ({ errorCode, message }) => console.log("handled: failure", errorCode, "of", message.id),
      "message-delivered": ({ message }) => console.log("handled: delivery of", message.id),
    },
    ...kept,
    // The keys of handled events are lost when the process ends. If there are several processes, or one that forgets,
    // as a Worker or a Lambda does, keep them elsewhere with `seen`: redisSeen, postgresSeen, durableObjectSeen.
  });
}

/**
 * CREDENTIALS is "user:password", as set on the messaging application. Without it the program does not start, so a
 * variable that is missing in production lets no one in; ANONYMOUS=1 accepts all requests, to try things out.
 */
export function access({ CREDENTIALS, ANONYMOUS }) {
  if (CREDENTIALS) {
    // A user name ends at the first colon; a password may contain more.
    const [username, ...password] = CREDENTIALS.split(":");
    return { credentials: { username, password: password.join(":") } };
  }
  if (ANONYMOUS === "1") return { anonymous: true };
  throw new Error("set CREDENTIALS=user:password, or ANONYMOUS=1 to accept requests without credentials");
}

/** What happens to the elements of a body that no handler gets. */
export const kept = {
  // Store these if you want to look at them: they hold phone numbers and texts.
  unknown: ({ index }) => console.log(`kept: element ${index}, of a type to come`),
  rejected: ({ index }) => console.log(`kept: element ${index}, which is no event`),
  // A diagnostic names fields and places, and holds no values of the payload, so it may be logged.
  diagnostics: (found) => {
    for (const { severity, rule, path, message } of found)
      console.log(`${severity} ${rule} at ${JSON.stringify(path)}: ${message}`);
  },
};
