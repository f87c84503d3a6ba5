/** compile.ts for hosts that compile while they load a program, and never later: they give the module itself. */
export function compile(module: WebAssembly.Module): WebAssembly.Module {
  // Where it comes from another realm, as on Next's edge, the glue would not know it for a module.
  return Object.setPrototypeOf(module, WebAssembly.Module.prototype) as WebAssembly.Module;
}
