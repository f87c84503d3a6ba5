// Next: app/callbacks/route.ts. For the edge runtime, `isAllowed` needs Web Crypto instead of node:crypto.

import { CHALLENGE, isAllowed, receive } from "../../../receive.mjs";

export async function POST(request: Request): Promise<Response> {
  if (!isAllowed(request.headers.get("authorization"), process.env["CREDENTIALS"])) {
    return new Response(null, { status: 401, headers: CHALLENGE });
  }
  receive(await request.arrayBuffer());
  return new Response(null, { status: 204 });
}
