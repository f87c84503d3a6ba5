// Next: app/callbacks/route.ts, for the Node and the edge runtime. Next itself answers 405 to other methods.

import { receiver } from "../../../receive.mjs";

const receive = receiver(process.env["CREDENTIALS"]);

export const POST = (request: Request): Promise<Response> => receive(request);
