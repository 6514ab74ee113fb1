import { a1 } from "./a1.ts";
import { a2 } from "./a2.ts";
import { a3 } from "./a3.ts";
import { a5 } from "./a5.ts";
import { a7 } from "./a7.ts";
import { a8 } from "./a8.ts";
import { b2 } from "./b2.ts";
import { c1 } from "./c1.ts";
import { c2 } from "./c2.ts";
import { d1 } from "./d1.ts";
import { d2 } from "./d2.ts";
import { d4 } from "./d4.ts";
import { e1 } from "./e1.ts";
import { e2 } from "./e2.ts";
import { e3 } from "./e3.ts";
import { e4 } from "./e4.ts";
import { e5 } from "./e5.ts";
import { e7 } from "./e7.ts";
import { e12 } from "./e12.ts";
import { e14 } from "./e14.ts";
import { f1 } from "./f1.ts";
import { f2 } from "./f2.ts";
import { f4 } from "./f4.ts";
import { g1 } from "./g1.ts";
import { g2 } from "./g2.ts";
import { g4 } from "./g4.ts";
import { g6 } from "./g6.ts";
import { g7 } from "./g7.ts";
import { h1 } from "./h1.ts";
import { h6 } from "./h6.ts";
import type { Proof } from "./proof.ts";

/** Every row of the target table that a program here shows. */
export const proofs: readonly Proof[] = [
  a1,
  a2,
  a3,
  a5,
  a7,
  a8,
  b2,
  c1,
  c2,
  d1,
  d2,
  d4,
  e1,
  e2,
  e3,
  e4,
  e5,
  e7,
  e12,
  e14,
  f1,
  f2,
  f4,
  g1,
  g2,
  g4,
  g6,
  g7,
  h1,
  h6,
];
