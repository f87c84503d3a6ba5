// Express. The receiver reads the bytes as they came where no body parser runs before it.

import { toNode } from "bandwidth-callbacks/receiver";
import express from "express";
import { receiver } from "./receive.mjs";

const receive = toNode(receiver(process.env));
const app = express();

app.all("/callbacks", receive);

// If `express.json()` runs first, its result is used. Diagnostics have no positions then, and Express itself answers
// bodies that are not JSON or exceed its own limit, before the receiver checks credentials.
app.use(express.json());
app.all("/parsed", receive);

const server = app.listen(process.env.PORT ?? 3000, "127.0.0.1", () =>
  console.log(`http://127.0.0.1:${server.address().port}/callbacks`),
);
