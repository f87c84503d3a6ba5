// Fastify. By default it answers 400 to an empty body with the content type of JSON, which Bandwidth's first request
// may have, and 415 to unknown types, both before the receiver checks credentials. So here only the receiver parses
// bodies; routes registered elsewhere keep their parsers.

import { toNode } from "bandwidth-callbacks/receiver";
import Fastify from "fastify";
import { receiver } from "./receive.mjs";

const receive = toNode(receiver(process.env));
const app = Fastify();

app.register(async (callbacks) => {
  callbacks.removeAllContentTypeParsers();
  callbacks.addContentTypeParser("*", (_request, _payload, done) => done(null));
  callbacks.all("/callbacks", receive);
});

console.log(`${await app.listen({ port: Number(process.env.PORT ?? 3000), host: "127.0.0.1" })}/callbacks`);
