import { browserProofs } from "./browserProofs.ts";
import { d10 } from "./d10.ts";
import { i1 } from "./i1.ts";
import { i3 } from "./i3.ts";
import { i4 } from "./i4.ts";
import { i5 } from "./i5.ts";
import { i6 } from "./i6.ts";
import { i7 } from "./i7.ts";
import { i9 } from "./i9.ts";
import { i10 } from "./i10.ts";
import type { Proof } from "./proof.ts";
import { proofs as serverProofs } from "./proofs.ts";
import { recoveryProofs } from "./recoveryProof.ts";
import { statisticsProofs } from "./statistics/proofs.ts";

/** Everything `npm run prove` can show: what the server, the browser, the statistics and the whole chain promise. */
export const proofs: readonly Proof[] = [
  ...serverProofs,
  // Hundreds of processes, each killed: for `npm run prove` alone.
  d10,
  i1,
  i3,
  i4,
  i5,
  i6,
  i7,
  i9,
  i10,
  ...browserProofs,
  ...statisticsProofs,
  ...recoveryProofs,
];
