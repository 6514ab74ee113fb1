import { scoreEveryone } from "../../analysis/data/scoring/scoreEveryone.ts";
import { summaryOf } from "../../analysis/data/scoring/summary.ts";
import { iat } from "../../experiments/measures/implicit/iat/measure.ts";
import { agreed, type Benchmark, inSeconds, timed } from "./benchmark.ts";
import { drawIat, TRIALS_A_PERSON } from "./iatTrials.ts";
import { askR, figureOf } from "./peerR.ts";

const SEED = 4;

/** D scores with their exclusions, from trials in memory. */
export const dScoring: Benchmark = {
  name: "d-scoring",
  what: "D scores and exclusions of 1,000,000 IAT trials in memory",
  async run(size) {
    const people = Math.ceil((size === "whole" ? 1_000_000 : 100_000) / TRIALS_A_PERSON);
    const { groups, columns } = drawIat(people, SEED);
    const settings = iat.settings.parse(iat.profiles["d1"]);
    const ours = await timed(() => scoreEveryone(iat, groups, settings));
    const summary = summaryOf(ours.value, null);
    const rows = [{ by: "Saydo, 1 thread", measured: inSeconds(ours.seconds) }];
    const peer = await askR("dScoring.R", [{ name: "trials.csv", columns }], []);
    if (peer.kind === "absent") return { rows, notes: [peer.reason] };
    const seconds = figureOf(peer, "seconds");
    return {
      rows: [
        ...rows,
        { by: `${peer.version}, rowsum in base R`, measured: inSeconds(seconds), ratio: seconds / ours.seconds },
      ],
      notes: [
        agreed("the mean D", [summary.mean ?? Number.NaN, figureOf(peer, "mean")], 1e-9),
        agreed("people scored", [summary.n_scored, figureOf(peer, "scored")], 0),
      ],
    };
  },
};
