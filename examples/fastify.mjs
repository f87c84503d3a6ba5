// Fastify. By itself it answers 400 to an empty body that calls itself JSON, as Bandwidth's first request may, and 415
// to types that it does not know, before anybody is asked for credentials. So nothing is parsed here but by the
// receiver, and what is registered elsewhere keeps its parsers.

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
