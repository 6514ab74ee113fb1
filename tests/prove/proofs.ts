import { a1 } from "./a1.ts";
import { a2 } from "./a2.ts";
import { a3 } from "./a3.ts";
import { a5 } from "./a5.ts";
import { a6 } from "./a6.ts";
import { a7 } from "./a7.ts";
import { a8 } from "./a8.ts";
import { a9 } from "./a9.ts";
import { b2 } from "./b2.ts";
import { b6 } from "./b6.ts";
import { b7 } from "./b7.ts";
import { c1 } from "./c1.ts";
import { c2 } from "./c2.ts";
import { c3 } from "./c3.ts";
import { c4 } from "./c4.ts";
import { c5 } from "./c5.ts";
import { c6 } from "./c6.ts";
import { c7 } from "./c7.ts";
import { d1 } from "./d1.ts";
import { d2 } from "./d2.ts";
import { d3 } from "./d3.ts";
import { d4 } from "./d4.ts";
import { d5 } from "./d5.ts";
import { d6 } from "./d6.ts";
import { d7 } from "./d7.ts";
import { e1 } from "./e1.ts";
import { e2 } from "./e2.ts";
import { e3 } from "./e3.ts";
import { e4 } from "./e4.ts";
import { e5 } from "./e5.ts";
import { e7 } from "./e7.ts";
import { e8 } from "./e8.ts";
import { e9 } from "./e9.ts";
import { e10 } from "./e10.ts";
import { e11 } from "./e11.ts";
import { e12 } from "./e12.ts";
import { e13 } from "./e13.ts";
import { e14 } from "./e14.ts";
import { f1 } from "./f1.ts";
import { f2 } from "./f2.ts";
import { f3 } from "./f3.ts";
import { f4 } from "./f4.ts";
import { f5 } from "./f5.ts";
import { f6 } from "./f6.ts";
import { f7 } from "./f7.ts";
import { f8 } from "./f8.ts";
import { f9 } from "./f9.ts";
import { f10 } from "./f10.ts";
import { g1 } from "./g1.ts";
import { g2 } from "./g2.ts";
import { g3 } from "./g3.ts";
import { g4 } from "./g4.ts";
import { g5 } from "./g5.ts";
import { g6 } from "./g6.ts";
import { g7 } from "./g7.ts";
import { g8 } from "./g8.ts";
import { g9 } from "./g9.ts";
import { h1 } from "./h1.ts";
import { h2 } from "./h2.ts";
import { h3 } from "./h3.ts";
import { h4 } from "./h4.ts";
import { h5 } from "./h5.ts";
import { h6 } from "./h6.ts";
import { h7 } from "./h7.ts";
import { h8 } from "./h8.ts";
import { h9 } from "./h9.ts";
import type { Proof } from "./proof.ts";

/** Every row of the target table that a program here shows. */
export const proofs: readonly Proof[] = [
  a1,
  a2,
  a3,
  a5,
  a6,
  a7,
  a8,
  a9,
  b2,
  b6,
  b7,
  c1,
  c2,
  c3,
  c4,
  c5,
  c6,
  c7,
  d1,
  d2,
  d3,
  d4,
  d5,
  d6,
  d7,
  e1,
  e2,
  e3,
  e4,
  e5,
  e7,
  e8,
  e9,
  e10,
  e11,
  e12,
  e13,
  e14,
  f1,
  f2,
  f3,
  f4,
  f5,
  f6,
  f7,
  f8,
  f9,
  f10,
  g1,
  g2,
  g3,
  g4,
  g5,
  g6,
  g7,
  g8,
  g9,
  h1,
  h2,
  h3,
  h4,
  h5,
  h6,
  h7,
  h8,
  h9,
];
