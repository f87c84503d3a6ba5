// AWS Lambda behind a function URL or API Gateway (payload format 2.0), which hands binary bodies over in base64.

import { CHALLENGE, isAllowed, receive } from "./receive.mjs";

export function handler({ headers, body = "", isBase64Encoded }) {
  if (!isAllowed(headers.authorization, process.env.CREDENTIALS)) return { statusCode: 401, headers: CHALLENGE };
  receive(isBase64Encoded ? Buffer.from(body, "base64") : body);
  return { statusCode: 204 };
}
