import { z } from "zod";

/** One key by what its cap reads, lower case; a letter or digit. */
export const Key = z.string().regex(/^[a-z0-9]$/, "one letter or digit, lower case");
