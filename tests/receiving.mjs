// Posts to a listener, and reads the stream of its page.

import { request as ask } from "node:http";

/** Sends a request, with any header; returns the answer. */
export function send(url, { method = "POST", headers = {}, body = "" } = {}) {
  return new Promise((resolve, reject) => {
    const request = ask(url, { method, headers, agent: false }, (response) => {
      let text = "";
      response
        .setEncoding("utf8")
        .on("data", (part) => (text += part))
        .on("end", () => resolve({ status: response.statusCode, headers: response.headers, text }));
    });
    request.on("error", reject).end(body);
  });
}

/** Sends elements as Bandwidth does. */
export const post = (url, elements, headers = {}) =>
  send(url, {
    headers: { "content-type": "application/json; charset=utf-8", ...headers },
    body: JSON.stringify(elements),
  });

/** The page's stream, from any event on; `got` gathers what came. */
export function follow(page, headers = {}) {
  const followed = { got: [], text: "", closed: false };
  const request = ask(new URL("arrivals", page), { headers, agent: false }, (response) => {
    response.setEncoding("utf8").on("data", (part) => {
      followed.text += part;
      for (let end; (end = followed.text.indexOf("\n\n")) >= 0; followed.text = followed.text.slice(end + 2)) {
        const fields = Object.fromEntries(
          followed.text
            .slice(0, end)
            .split("\n")
            .map((line) => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 2)]),
        );
        if (fields.data !== undefined)
          followed.got.push({ event: fields.event ?? "arrival", id: fields.id, data: JSON.parse(fields.data) });
        else followed.beats = (followed.beats ?? 0) + 1;
      }
    });
    response.on("close", () => (followed.closed = true));
  });
  request.on("error", () => (followed.closed = true)).end();
  followed.end = () => request.destroy();
  followed.arrivals = () => followed.got.filter(({ event }) => event === "arrival").map(({ data }) => data);
  return followed;
}
