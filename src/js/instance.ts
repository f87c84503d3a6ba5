/** `instanceof` across copies of the package: a program may load its ES modules, its CommonJS, and another version. */

/**
 * Whether a value is an instance of `asked`: constructed by it, or, if it is the package's own class, by that of
 * another copy, recognized by its name and one of its properties. A class derived from it has no copies.
 */
export function isInstance(value: unknown, asked: unknown, own: unknown, name: string, property: string): boolean {
  if (Function.prototype[Symbol.hasInstance].call(asked, value)) return true;
  if (asked !== own || typeof value !== "object" || value === null) return false;
  return "name" in value && value.name === name && "stack" in value && property in value;
}
