import { auc } from "../../../analysis/statistics/ranking/auc.ts";
import { cell } from "../../../experiments/contract/columns.ts";
import { TrialBody } from "../../../experiments/contract/trial.ts";
import type { Truth } from "../../../experiments/contract/truth.ts";
import { measureNamed } from "../../../experiments/measures/registry.ts";
import { installBrowserGlobals } from "../../../experiments/simulation/browserGlobals.ts";
import { drawPeople } from "../../../experiments/simulation/drawPeople.ts";
import type { Body } from "../../../experiments/simulation/playStudy.ts";
import { loadStudy } from "../../../experiments/studyFile/commands.ts";
import { factorsOf } from "../../../experiments/studyFile/flow.ts";

/** What a report on everyone would say: the values that intervals from samples of this truth should cover. */
export type PopulationValues = { readonly baseRate: number; readonly stated: number; readonly implicit: number };

/** Plays `people` simulated people of a truth and ranks buyers by their purchase intent and by their IAT score, with the
 *  measures' own scorers and no sampling from the population beside `people` themselves. */
export async function populationValues(study: string, truth: Truth, people: number): Promise<PopulationValues> {
  installBrowserGlobals();
  const { playStudy } = await import("../../../experiments/simulation/playStudy.ts");
  const loaded = await loadStudy(study);
  const factors = Object.entries(factorsOf(loaded.study));
  const [bought, intents, associations]: [number[], number[], number[]] = [[], [], []];
  for (const drawn of drawPeople(truth, people, 2_026)) {
    const levels = factors.map(([factor, names], place) => [
      factor,
      names[(drawn.index >> place) % names.length] ?? "",
    ]);
    const assignment = Object.fromEntries(levels);
    const play = { study: loaded.study, assignment, seed: drawn.index, language: "en", person: drawn.person };
    const bodies = await playStudy(play);
    const score = (name: string) => scoreOf(name, bodies);
    const [intent, association] = [score("purchaseIntent"), score("iat")];
    if (intent === null || association === null) continue;
    bought.push(drawn.buys ? 1 : 0);
    intents.push(intent);
    associations.push(association);
  }
  const share = bought.reduce((sum, one) => sum + one, 0) / bought.length;
  return { baseRate: share, stated: auc(intents, bought), implicit: auc(associations, bought) };
}

function scoreOf(name: string, bodies: readonly Body[]): number | null {
  const measure = measureNamed(name);
  if (!measure) throw new RangeError(`${name} is not a measure`);
  const rows = bodies
    .filter((body) => TrialBody.parse(body).measure === name)
    .map((body, trialIndex) => measure.row.parse(textCells({ ...body, trialIndex })));
  const inferred = measure.inferSettings?.(rows) ?? {};
  const score = measure.score(rows, measure.settings.parse(inferred));
  return score.excluded === undefined ? score.value : null;
}

/** As an exported table would hold them: scorers read cells. */
function textCells(row: Body): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, cell(value)]));
}
