// Fastify. Its own JSON parser would answer 400 to what is no JSON: this one gives the bytes as they came.

import Fastify from "fastify";
import { CHALLENGE, isAllowed, receive } from "./receive.mjs";

const app = Fastify();
app.removeAllContentTypeParsers();
app.addContentTypeParser("*", { parseAs: "buffer" }, (request, body, done) => done(null, body));

app.post("/callbacks", (request, reply) => {
  if (!isAllowed(request.headers.authorization, process.env.CREDENTIALS)) return reply.code(401).headers(CHALLENGE).send();
  receive(request.body ?? "");
  return reply.code(204).send();
});

console.log(`${await app.listen({ port: Number(process.env.PORT ?? 3000), host: "127.0.0.1" })}/callbacks`);
