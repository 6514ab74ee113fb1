import type { Proof } from "../proof.ts";
import { aucCoverage } from "./aucCoverage.ts";
import { claimAlarms } from "./claimAlarms.ts";
import { clusteredCoverage } from "./clusteredCoverage.ts";
import { errorsInVariables } from "./errorsInVariables.ts";
import { gainCoverage } from "./gainCoverage.ts";
import { likelihoodRatio } from "./likelihoodRatio.ts";
import { matchedCoverage } from "./matchedCoverage.ts";
import { noImplicitEffect } from "./noImplicitEffect.ts";
import { optimismCorrection } from "./optimismCorrection.ts";
import { pairedRules } from "./pairedRules.ts";
import { rareBuying } from "./rareBuying.ts";
import { treatmentCoverage } from "./treatmentCoverage.ts";
import { verdictAlarms } from "./verdictAlarms.ts";
import { wilsonCoverage } from "./wilsonCoverage.ts";

/** What the statistics promise, each shown by simulation. */
export const statisticsProofs: readonly Proof[] = [
  likelihoodRatio,
  pairedRules,
  wilsonCoverage,
  aucCoverage,
  clusteredCoverage,
  optimismCorrection,
  rareBuying,
  noImplicitEffect,
  errorsInVariables,
  verdictAlarms,
  matchedCoverage,
  treatmentCoverage,
  claimAlarms,
  gainCoverage,
];
