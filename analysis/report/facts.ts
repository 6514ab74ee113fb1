import { count, percent } from "../blocks/numbers.ts";
import { isFew } from "../findings/disclosure.ts";
import { labelOf, outcomeWords, sentence } from "../findings/names.ts";
import type { ReportData } from "../findings/reportData.ts";

const OUTCOME_CLASSES: Readonly<Record<string, string>> = {
  "observed-purchase": "Observed purchase",
  "incentivised-choice": "Choice with real consequences",
  coupon: "Coupon redeemed",
  referral: "Visit by somebody referred",
  "self-report": "Self-reported behaviour, not observed",
  "hypothetical-choice": "Choice with nothing at stake",
  stated: "Stated only, no behaviour",
};
const NOT_GIVEN = "Not stated";

export type Fact = { readonly name: string; readonly value: string };

/** Who (n from how many), what they did, until when: the first sentence of a report. */
export function leadSentence(data: ReportData): string {
  const { n, bought, baseRate, unit } = data.sample;
  const { did } = outcomeWords(data);
  const { outcome } = data.context;
  const invited = data.flow[0];
  const from =
    invited && n !== null && invited.n > n ? ` of ${count(invited.n)} (${invited.step.toLowerCase()}) are` : "";
  if (n === null) return "The comparison gives no count of people.";
  const until = outcome?.until ? `, ${untilText(outcome.until, data.context.madeAt)}` : "";
  const product = outcome?.product ? ` ${outcome.product}` : "";
  const outcomeText =
    bought === null ? "" : `; ${count(bought)} of them ${did}${product}: a base rate of ${percent(baseRate, n)}`;
  return `${count(n)} ${n === 1 && unit === "people" ? "person" : unit}${from} compared here${until}${outcomeText}.`;
}

/** The last day of every window: one that is still to come was not observed. */
function untilText(until: string, madeAt: string | undefined): string {
  const isOpen = madeAt !== undefined && Date.parse(until) > Date.parse(madeAt);
  return isOpen ? `windows still open, the last until ${until}` : `observed until ${until}`;
}

/** What a reader must know before any result (statistics.md, §8.12), in the order of the page. */
export function facts(data: ReportData): readonly Fact[] {
  const { context } = data;
  const { outcome, design } = context;
  const given: readonly Fact[] = [
    ...fieldedFacts(data),
    { name: "Comparator", value: comparatorText(data) },
    { name: "Outcome", value: outcome ? (OUTCOME_CLASSES[outcome.class] ?? outcome.class) : NOT_GIVEN },
    { name: "Outcome window", value: windowText(data) },
    { name: "Coverage", value: coverageText(data) },
    { name: "People missing", value: missingText(data) },
    { name: "Analysis", value: designText(design) },
    { name: "Sponsor", value: sentence(context.sponsor ?? NOT_GIVEN) },
    { name: "Conflicts of interest", value: sentence(context.conflicts ?? NOT_GIVEN) },
    ...(context.population ? [{ name: "Population", value: context.population }] : []),
    ...(context.frame && context.frame !== "absolute" ? [{ name: "About", value: sentence(context.frame) }] : []),
  ];
  const absent = given.filter(({ value }) => value === NOT_GIVEN).map(({ name }) => name.toLowerCase());
  return [
    ...given.filter(({ value }) => value !== NOT_GIVEN),
    ...(absent.length === 0 ? [] : [{ name: NOT_GIVEN, value: sentence(absent.join(", ")) }]),
  ];
}

const POINTERS: Readonly<Record<string, string>> = { coarse: "touch", fine: "mouse", none: "keyboard" };

/** When people took part, in which languages and with what; few of one kind are not counted apart. */
function fieldedFacts({ context: { fielded }, fewest }: ReportData): readonly Fact[] {
  if (!fielded) return [];
  const { from, until, recruited, devices, languages } = fielded;
  const groups = Object.entries(devices);
  const areTold = groups.every(([, n]) => !isFew(n, fewest));
  const told = areTold ? groups.map(([pointer, n]) => `${count(n)} ${POINTERS[pointer] ?? pointer}`) : [];
  return [
    { name: "Fieldwork", value: from === until ? from : `${from} to ${until}` },
    ...(recruited === undefined ? [] : [{ name: "Recruited by", value: sentence(recruited) }]),
    ...(told.length > 0 ? [{ name: "Devices", value: told.join(", ") }] : []),
    ...(languages.length > 0 ? [{ name: "Languages", value: languages.join(", ") }] : []),
  ];
}

/** What the implicit score is compared with. */
function comparatorText(data: ReportData): string {
  const { stated, implicit } = data.primary;
  if (stated === null) return implicit === null ? NOT_GIVEN : labelOf(data, implicit);
  return implicit === null
    ? `${labelOf(data, stated)}, by itself`
    : `${labelOf(data, implicit)} against ${labelOf(data, stated)}`;
}

function windowText({ context: { outcome } }: ReportData): string {
  if (!outcome?.window) return NOT_GIVEN;
  const { fromDays, toDays } = outcome.window;
  const returns =
    outcome.returns === "net" ? ", net of returns" : outcome.returns === "gross" ? ", gross of returns" : "";
  return `Day ${fromDays} to ${toDays} after each session${returns}`;
}

function coverageText({ context: { coverage } }: ReportData): string {
  if (!coverage) return NOT_GIVEN;
  const sources = coverage.sources.length === 0 ? "" : `, ${coverage.sources.join(", ")}`;
  const share =
    coverage.assumedShare === undefined ? "" : `; sees ${percent(coverage.assumedShare, null)} of purchases (assumed)`;
  return `${count(coverage.observable)} people over the whole window${sources}${share}`;
}

function missingText(data: ReportData): string {
  const gaps = Object.entries(data.context.coverage?.gaps ?? {}).flatMap(([gap, n]) =>
    n ? [`${count(n)} ${gap.replaceAll("-", " ")}`] : [],
  );
  if (gaps.length > 0) return `Outcome unknown: ${gaps.join(", ")}`;
  const [first, last] = [data.flow[0], data.flow.at(-1)];
  if (first && last && first.n > last.n) return `${count(first.n - last.n)} of ${count(first.n)}`;
  return data.context.coverage ? "None" : NOT_GIVEN;
}

function designText(design: ReportData["context"]["design"]): string {
  if (!design) return "Exploratory: no preregistration given";
  const hash = design.preregistration ? `, preregistered (${design.preregistration.slice(0, 12)})` : "";
  return design.kind === "confirmatory" ? `Confirmatory${hash || ", no preregistration given"}` : `Exploratory${hash}`;
}
