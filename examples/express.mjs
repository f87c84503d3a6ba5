// Express. The receiver reads the bytes as they came where no body parser runs before it.

import { toNode } from "bandwidth-callbacks/receiver";
import express from "express";
import { receiver } from "./receive.mjs";

const receive = toNode(receiver(process.env));
const app = express();

app.all("/callbacks", receive);

// Where `express.json()` runs before, what it has made is taken. Places in the text are lost, and Express itself
// answers what is no JSON or more than its own limit, before anybody is asked for credentials.
app.use(express.json());
app.all("/parsed", receive);

const server = app.listen(process.env.PORT ?? 3000, "127.0.0.1", () =>
  console.log(`http://127.0.0.1:${server.address().port}/callbacks`),
);
