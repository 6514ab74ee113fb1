import { estimateRefreshRate } from "../../plugins/clock/refreshRate.ts";
import { loadTimeline } from "../play/stepTimeline.ts";
import type { ShownStudy } from "../session/shownStudy.ts";
import { filmsIn, imagesIn, preloadFilms, preloadImages } from "./preload.ts";

export type Ready = { readonly refreshRateHz: number | null };

let latest: { readonly of: string; readonly ready: Promise<Ready> } | null = null;

/** Fetches and decodes everything the study's tasks need, and watches the screen's rate. Called when the first page is
 *  shown, so that the first trial need not wait, and again before it, when most or all of it is done. */
export function getReady(study: ShownStudy): Promise<Ready> {
  const of = JSON.stringify([study.flow, study.products, study.treatments]);
  if (latest?.of !== of) latest = { of, ready: load(study) };
  return latest.ready;
}

async function load({ flow, products, treatments }: ShownStudy): Promise<Ready> {
  const measures = new Set(flow.flatMap((part) => part.measures.map(({ measure }) => measure)));
  // Nobody waits for a film: it is there when the first questions are answered, or fetched as it plays.
  void preloadFilms([...filmsIn(flow), ...filmsIn(treatments)]);
  const [refreshRateHz] = await Promise.all([
    estimateRefreshRate(),
    preloadImages([...imagesIn(products), ...imagesIn(flow), ...imagesIn(treatments)]),
    ...[...measures].map((measure) => loadTimeline(measure)()),
  ]);
  return { refreshRateHz };
}
