import { a1 } from "./a1.ts";
import { a3 } from "./a3.ts";
import { a5 } from "./a5.ts";
import { a7 } from "./a7.ts";
import { a8 } from "./a8.ts";
import { d1 } from "./d1.ts";
import type { Proof } from "./proof.ts";

/** Every row of the target table that a program here shows. */
export const proofs: readonly Proof[] = [a1, a3, a5, a7, a8, d1];
