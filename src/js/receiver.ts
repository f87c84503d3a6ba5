/**
 * Receives callbacks from Bandwidth: asks for credentials, hands each event on once, answers so that nothing is lost.
 *
 * @module
 */
export { createReceiver } from "./receiver/create.js";
export type { Receiver } from "./receiver/create.js";
export type { Credentials } from "./receiver/credentials.js";
export type { LambdaHost, LambdaResponse } from "./receiver/lambda.js";
export { toLambda } from "./receiver/lambda.js";
export type { FetchHandler, NodeRequest, NodeResponse } from "./receiver/node.js";
export { toNode } from "./receiver/node.js";
export type {
  Access,
  Answered,
  Counts,
  FailureName,
  Handler,
  HandlerContext,
  Handlers,
  Listener,
  ProblemName,
  ReceiverContext,
  ReceiverOptions,
  ReceiverSettings,
  SignatureOptions,
} from "./receiver/options.js";
export type { Claim, MemorySeenOptions, Seen } from "./receiver/seen.js";
export { memorySeen } from "./receiver/seen.js";
export { isSigned } from "./receiver/signature.js";
export type {
  DurableObjectNamespaceLike,
  DurableObjectStateLike,
  KVNamespaceLike,
  PostgresClient,
  PostgresSeen,
  PostgresSeenOptions,
  RedisClient,
  RedisSeenOptions,
} from "./receiver/stores.js";
export { durableObjectSeen, kvSeen, postgresSeen, redisSeen, SeenObject } from "./receiver/stores.js";
