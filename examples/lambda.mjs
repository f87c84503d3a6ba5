// AWS Lambda behind a function URL or API Gateway (payload format 2.0), which hands binary bodies over in base64.

import { receiver } from "./receive.mjs";

const receive = receiver(process.env.CREDENTIALS);

export async function handler({ requestContext, rawPath, headers, body = "", isBase64Encoded }) {
  const { method } = requestContext.http;
  const bytes = Buffer.from(body, isBase64Encoded ? "base64" : "utf8");
  // A Request of some methods may have no body.
  const request = new Request(`https://${requestContext.domainName}${rawPath}`, { method, headers, body: method === "POST" ? bytes : undefined });
  const answer = await receive(request);
  return { statusCode: answer.status, headers: Object.fromEntries(answer.headers), body: await answer.text() };
}
