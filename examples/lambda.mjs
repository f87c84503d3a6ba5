// AWS Lambda behind API Gateway, a load balancer or a function URL. REST APIs and function URLs rename the header by
// which Bandwidth is asked for credentials, and then it never sends them: see the documentation of `toLambda`.
// Set the timeout of the function to 10 seconds: by default it is 3, and the receiver takes 8 at most.

import { toLambda } from "bandwidth-callbacks/receiver";
import { receiver } from "./receive.mjs";

export const handler = toLambda(receiver(process.env));
