import { b1 } from "./b1.ts";
import { b3 } from "./b3.ts";
import { b4 } from "./b4.ts";
import { b5 } from "./b5.ts";
import { b8 } from "./b8.ts";
import { b9 } from "./b9.ts";
import { b10 } from "./b10.ts";
import { e6 } from "./e6.ts";
import type { Proof } from "./proof.ts";

/** What is promised of the participant's browser. */
export const browserProofs: readonly Proof[] = [b1, b3, b4, b5, b8, b9, b10, e6];
