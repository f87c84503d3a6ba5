// Next: app/callbacks/route.ts, for the Node and the edge runtime. Next itself answers 405 to other methods.

import { receiver } from "../../../receive.mjs";

// `next build` loads this file where secrets may be missing, so the receiver is made at the first request.
let receive: ReturnType<typeof receiver> | undefined;

export const POST = async (request: Request): Promise<Response> => (receive ??= receiver(process.env))(request);
