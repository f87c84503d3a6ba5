// Hono, on Node. The same handler runs wherever Hono does.

import { serve } from "@hono/node-server";
import { Hono } from "hono";
import { receiver } from "./receive.mjs";

const receive = receiver(process.env);
const app = new Hono();

app.all("/callbacks", (context) => receive(context.req.raw));

serve({ fetch: app.fetch, port: Number(process.env.PORT ?? 3000), hostname: "127.0.0.1" }, ({ port }) =>
  console.log(`http://127.0.0.1:${port}/callbacks`),
);
