import { createWriteStream } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { logistic } from "../../../analysis/statistics/numerics/specialFunctions.ts";
import { randomStream } from "../../../experiments/random/randomStream.ts";

const ROWS_AT_ONCE = 10_000;
/** What `saydo compare` needs to know of the drawn people. */
const PLAN = {
  simulated: true,
  participant: "person",
  outcome: "bought",
  outcome_class: "observed-purchase",
  stated: [
    { column: "recommend", kind: "likelihoodToRecommend" },
    { column: "intent", kind: "purchaseIntent" },
  ],
  implicit: [{ column: "association", kind: "iat" }],
};

/** Simulated people with three measures and an outcome, and the plan that compares them: people.csv and plan.json in `dir`. */
export async function drawPeople(dir: string, people: number): Promise<void> {
  const { normal, uniform } = randomStream(1);
  await mkdir(dir, { recursive: true });
  await writeFile(join(dir, "plan.json"), JSON.stringify({ ...PLAN, data: join(dir, "people.csv") }));
  await writeRows(join(dir, "people.csv"), "person,recommend,intent,association,bought", {
    rows: people,
    row: (at) => {
      const liking = normal();
      const association = 0.4 * liking + normal();
      const recommend = Math.max(0, Math.min(10, Math.round(6 + 2 * liking + normal())));
      const intent = Math.max(1, Math.min(5, Math.round(3 + 0.9 * liking + 0.5 * normal())));
      const bought = uniform() < logistic(-1.2 + 0.7 * liking + 0.4 * association) ? 1 : 0;
      return `p${at},${recommend},${intent},${(0.35 * association).toFixed(6)},${bought}`;
    },
  });
}

const MOST_WEEKS = 104;

/** Simulated histories of customers as BG/NBD has them (Fader, Hardie & Lee 2005, their estimates): customers.csv in `dir`, weeks
 *  in days, so that many share a history as in a shop. */
export async function drawCustomers(dir: string, customers: number): Promise<void> {
  const { uniform } = randomStream(2);
  await mkdir(dir, { recursive: true });
  const exponential = (rate: number) => -Math.log(1 - uniform()) / rate;
  await writeRows(join(dir, "customers.csv"), "customer_id,x,t_x,T,m_x", {
    rows: customers,
    row: (at) => {
      // A gamma of shape 1/4 as a power of a uniform times an exponential (Ahrens & Dieter); a beta of ends .8 and 2.4 nearly.
      const rate = (exponential(1) * uniform() ** 4) / 4.4 + 1e-4;
      const leaves = 1 - (1 - uniform() ** (1 / 0.8)) ** (1 / 2.4);
      const end = 1 + Math.floor(7 * MOST_WEEKS * uniform());
      let [x, last] = [0, 0];
      for (let day = 7 * exponential(rate); day < end; day += 7 * exponential(rate)) {
        [x, last] = [x + 1, Math.max(1, Math.floor(day))];
        if (uniform() < leaves) break;
      }
      const spent = x === 0 ? "" : (20 + 40 * uniform()).toFixed(2);
      return `c${at},${x},${last / 7},${end / 7},${spent}`;
    },
  });
}

type Rows = { readonly rows: number; readonly row: (at: number) => string };

async function writeRows(path: string, header: string, { rows, row }: Rows): Promise<void> {
  function* text() {
    yield `${header}\n`;
    for (let from = 0; from < rows; from += ROWS_AT_ONCE) {
      let lines = "";
      for (let at = from; at < Math.min(rows, from + ROWS_AT_ONCE); at += 1) lines += `${row(at)}\n`;
      yield lines;
    }
  }
  await pipeline(Readable.from(text()), createWriteStream(path));
}
