import { reliabilityOf } from "../../analysis/data/scoring/reliability.ts";
import { scoreEveryone } from "../../analysis/data/scoring/scoreEveryone.ts";
import { iat } from "../../experiments/measures/implicit/iat/measure.ts";
import { agreed, type Benchmark, inSeconds, timed } from "./benchmark.ts";
import { drawIat } from "./iatTrials.ts";
import { askR, figureOf } from "./peerR.ts";

const SEED = 3;
const PEOPLE = 1_000;
/** R repeats the same work split by split: a part of it tells how long all of it takes. */
const PEER_SPLITS = { whole: 100, quick: 10 };
/** How far two means of random splits may lie apart. */
const NEAR = { whole: 0.003, quick: 0.01 };

/** Split-half reliability of D over random splits. */
export const reliability: Benchmark = {
  name: "reliability",
  what: "5,000-split permutation reliability of D, 1,000 people × 120 trials",
  async run(size) {
    const splits = size === "whole" ? 5_000 : 500;
    const { groups, columns } = drawIat(PEOPLE, SEED);
    const settings = iat.settings.parse(iat.profiles["d1"]);
    const scored = scoreEveryone(iat, groups, settings);
    const ours = await timed(() => reliabilityOf({ measure: iat, settings, splits, seed: SEED }, scored));
    const mean = ours.value?.permutation.mean ?? Number.NaN;
    const rows = [{ by: "Saydo, 1 thread", measured: inSeconds(ours.seconds) }];
    const peer = await askR("reliability.R", [{ name: "trials.csv", columns }], [PEER_SPLITS[size]]);
    if (peer.kind === "absent") return { rows, notes: [peer.reason] };
    const seconds = (figureOf(peer, "seconds") * splits) / PEER_SPLITS[size];
    return {
      rows: [
        ...rows,
        { by: `${peer.version}, vectorised base R`, measured: inSeconds(seconds), ratio: seconds / ours.seconds },
      ],
      notes: [
        agreed("the mean Spearman–Brown reliability", [mean, figureOf(peer, "reliability")], NEAR[size]),
        `R computed ${PEER_SPLITS[size]} splits; its time is scaled to ${splits.toLocaleString("en")}`,
      ],
    };
  },
};
