import { z } from "zod";
import { isEveryObjectsName } from "./everyObjectsName.ts";

/** Names used as ids in studies, URLs and columns. */
export const Id = z
  .string()
  .regex(/^[a-zA-Z][a-zA-Z0-9_-]{0,63}$/, "a name of letters, digits, - and _ that starts with a letter")
  .refine(
    (name) => !isEveryObjectsName(name),
    "another name: constructor, toString and the like are names that every object has",
  );
