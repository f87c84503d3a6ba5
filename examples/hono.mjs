// Hono, on Node. The same handler runs wherever Hono does.

import { serve } from "@hono/node-server";
import { Hono } from "hono";
import { CHALLENGE, isAllowed, receive } from "./receive.mjs";

const app = new Hono();

app.post("/callbacks", async (context) => {
  if (!isAllowed(context.req.header("authorization"), process.env.CREDENTIALS)) return context.body(null, 401, CHALLENGE);
  receive(await context.req.arrayBuffer());
  return context.body(null, 204);
});

serve({ fetch: app.fetch, port: Number(process.env.PORT ?? 3000), hostname: "127.0.0.1" }, ({ port }) => console.log(`http://127.0.0.1:${port}/callbacks`));
