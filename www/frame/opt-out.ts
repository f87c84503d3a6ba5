// Opt-out keywords of carriers and Bandwidth: STOP and similar words opt out, START opts in, HELP asks for help.

export interface Keyword {
  title: string;
  stops: boolean;
  meaning: string;
  actions: string[];
}

const STOP = /^(stop|stopall|stop all|unsubscribe|cancel|end|quit|revoke|optout|opt out)$/i;
const START = /^(start|unstop|subscribe|yes)$/i;
const HELP = /^(help|info)$/i;

/** The request of a message that consists only of a keyword. */
export function optOut(text: string): Keyword | undefined {
  const words = text.trim().replace(/[.!]+$/, "");
  if (STOP.test(words))
    return {
      title: "Opt-out",
      stops: true,
      meaning: "An opt-out keyword: the sender does not want further messages.",
      actions: ["Stop sending to this number. Expect errors 4475 or 4775 if you continue (inferred)."],
    };
  if (START.test(words) && !/^yes$/i.test(words))
    return {
      title: "Opt-in",
      stops: false,
      meaning: "An opt-in keyword: the sender wants messages again.",
      actions: [],
    };
  if (HELP.test(words))
    return {
      title: "Help request",
      stops: false,
      meaning: "A help keyword: the sender asks who you are and how to opt out.",
      actions: ["Answer with your name, a contact, and how to opt out."],
    };
  return undefined;
}
