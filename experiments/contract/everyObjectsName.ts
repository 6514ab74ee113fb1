import { snakeCase } from "./columns.ts";

const names: ReadonlySet<string> = new Set(Object.getOwnPropertyNames(Object.prototype).flatMap(spellings));

/** Whether every object has something under this name, such as `constructor` or `__proto__`: looked up in a plain object it
 *  would be found though nobody put it there. The column that becomes of a name counts too. */
export function isEveryObjectsName(name: string): boolean {
  return spellings(name).some((spelling) => names.has(spelling));
}

function spellings(name: string): readonly string[] {
  return [name, snakeCase(name), snakeCase(name).replaceAll("-", "_"), name.toLowerCase()];
}
