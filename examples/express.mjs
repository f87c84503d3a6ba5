// Express. `express.raw` gives the bytes as they came, whatever they call themselves.

import express from "express";
import { CHALLENGE, isAllowed, receive } from "./receive.mjs";

const app = express();

app.use((request, response, next) => {
  if (isAllowed(request.get("authorization"), process.env.CREDENTIALS)) next();
  else response.status(401).set(CHALLENGE).end();
});

app.post("/callbacks", express.raw({ type: () => true, limit: "1mb" }), (request, response) => {
  receive(request.body ?? "");
  response.status(204).end();
});

// Where `express.json()` runs before all else: its result may be passed as it is. Places in the text are lost, and
// a body that is no JSON never arrives here: Express answers it 400, and Bandwidth sends it again and again.
app.post("/parsed", express.json({ type: () => true, strict: false }), (request, response) => {
  receive(request.body);
  response.status(204).end();
});

const server = app.listen(process.env.PORT ?? 3000, "127.0.0.1", () => console.log(`http://127.0.0.1:${server.address().port}/callbacks`));
