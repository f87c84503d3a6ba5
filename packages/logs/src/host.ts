/** What the host has built in, where it is Node or like it. Not imported, as bundlers would look for it. */
export function builtin<T>(name: `node:${string}`): T | undefined {
  const { process } = globalThis as { process?: { getBuiltinModule?: (name: string) => T | undefined } };
  return process?.getBuiltinModule?.(name);
}
