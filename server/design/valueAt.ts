import type { DraftPath } from "../../experiments/studyFile/editDraft.ts";

/** What stands at a path of a value that nobody has checked; undefined where the path leads nowhere. */
export function valueAt(value: unknown, path: DraftPath): unknown {
  return path.reduce<unknown>((inner, key) => {
    return typeof inner === "object" && inner !== null && Object.hasOwn(inner, key)
      ? Reflect.get(inner, key)
      : undefined;
  }, value);
}

/** A list at a path; empty where there is none. */
export function listAt(value: unknown, path: DraftPath): readonly unknown[] {
  const found = valueAt(value, path);
  return Array.isArray(found) ? found : [];
}
