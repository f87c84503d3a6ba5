/**
 * Receives callbacks from Bandwidth: challenges for credentials, handles each event once, and answers so that nothing
 * is lost.
 *
 * @module
 */
export { createReceiver } from "./receiver/create.js";
export type { Receiver } from "./receiver/create.js";
export type { Credentials } from "./receiver/credentials.js";
export type { LambdaHost, LambdaResponse } from "./receiver/lambda.js";
export { toLambda } from "./receiver/lambda.js";
export type { NodeRequest } from "./receiver/body.js";
export type { FetchHandler, NodeResponse } from "./receiver/node.js";
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
} from "./receiver/options.js";
export type { Claim, IdempotencyStore, MemorySeenOptions } from "./receiver/store.js";
export { memorySeen } from "./receiver/store.js";
export type { SignatureOptions } from "./receiver/signature.js";
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
