import { recordedOutcomes, sourceOf } from "../contract/outcomesOf.ts";
import { FIRST_SESSION } from "../contract/wave.ts";
import { measureNamed } from "../measures/registry.ts";
import { parametersAt } from "./flow.ts";
import { nearest } from "./nearest.ts";
import { entriesOf, type Rule } from "./rule.ts";

const recontactIsAsked: Rule = ({ waves, consent }) => {
  if (waves === undefined || consent.ask.includes("recontact")) return [];
  return [
    {
      at: ["consent", "ask"],
      detail: "Waves without recontact: nobody may be asked again who was not asked for permission.",
      expected: "recontact among the purposes asked",
      found: consent.ask.join(", ") || "none",
      todo: "Add recontact to consent.ask.",
    },
  ];
};

const waveNamesDiffer: Rule = ({ waves = [] }) =>
  waves.flatMap(({ id }, index) => {
    const isTaken = id === FIRST_SESSION || waves.findIndex((other) => other.id === id) < index;
    if (!isTaken) return [];
    const detail =
      id === FIRST_SESSION
        ? `"${FIRST_SESSION}" is what tables call the first session.`
        : "Two waves have the same id.";
    return [{ at: ["waves", index, "id"], detail, expected: "a name not in use", found: id, todo: "Rename the wave." }];
  });

const wavesRunForward: Rule = ({ waves = [] }) =>
  waves.flatMap(({ id, opens, closes }, index) => {
    if (closes > opens) return [];
    return [
      {
        at: ["waves", index, "closes"],
        detail: `${id} closes before it opens.`,
        expected: `more than ${opens} days`,
        found: String(closes),
        todo: "Set closes to a later day than opens; both count from the end of the first session.",
      },
    ];
  });

/** Being asked about a product changes whether it is bought; with random arms the change can be estimated. */
const wavesStayOutOfOutcomes: Rule = (study) => {
  const last = Math.max(0, ...recordedOutcomes(study).map(({ days: [, to] }) => to));
  if (study.randomise.arms !== undefined) return [];
  return (study.waves ?? []).flatMap(({ id, opens }, index) => {
    if (opens > last) return [];
    const detail = `${id} opens inside the outcome window: asking changes buying; end by day ${endBefore(opens)} or randomise \`arms\`.`;
    const todo = `End the window by day ${endBefore(opens)}, let ${id} open later, or randomise arms.`;
    return [{ at: ["waves", index, "opens"], detail, expected: `more than ${last} days`, found: String(opens), todo }];
  });
};

function endBefore(opens: number): number {
  return Math.max(0, Math.ceil(opens) - 1);
}

const wavesDrawNothing: Rule = (study) =>
  entriesOf(study).flatMap(({ entry, at, wave }) => {
    const measure = measureNamed(entry.measure);
    if (wave === "" || !measure?.draw) return [];
    const parsed = measure.parameters.safeParse(parametersAt(study, entry));
    if (!parsed.success || measure.draw.lottery(parsed.data) === null) return [];
    return [
      {
        at: [...at, "measure"],
        detail: `Something can be won in ${wave}, and a draw belongs to the first session.`,
        expected: "stakes: hypothetical without an endowment",
        found: entry.measure,
        todo: "Move it to the flow of the first session, or make it hypothetical without an endowment.",
      },
    ];
  });

const LONGEST = 64;

const waveInstancesFit: Rule = (study) =>
  entriesOf(study).flatMap(({ entry, at, wave }) => {
    const name = entry.instance ?? "";
    if (wave === "" || name.length <= LONGEST) return [];
    const detail = `Answers of ${wave} would be named ${name}, which is too long.`;
    const todo = "Shorten the wave's id or the instance.";
    return [{ at, detail, expected: `at most ${LONGEST} letters`, found: String(name.length), todo }];
  });

const wavesOfOutcomesExist: Rule = ({ waves = [], outcomes = [] }) =>
  outcomes.flatMap((outcome, index) => {
    const { wave } = outcome;
    if (wave === undefined) return [];
    const ids = waves.map(({ id }) => id);
    const at = ["outcomes", index, "wave"];
    if (sourceOf(outcome) === undefined) {
      const todo = 'Take "wave" out, or name a measure of the wave with "from".';
      return [{ at, detail: "Only an outcome that a measure gives has a wave.", expected: "from", found: wave, todo }];
    }
    if (ids.includes(wave)) return [];
    const guess = nearest(wave, ids);
    const todo = guess ? `Did you mean "${guess}"?` : 'Add it under "waves".';
    const expected = ids.length === 0 ? "a wave of the study" : `one of ${ids.join(", ")}`;
    return [{ at, detail: "There is no such wave.", expected, found: wave, todo }];
  });

/** What waves must keep to beyond their schema (behaviour.md, §5). */
export const waveRules: readonly Rule[] = [
  recontactIsAsked,
  waveNamesDiffer,
  wavesRunForward,
  wavesStayOutOfOutcomes,
  wavesDrawNothing,
  waveInstancesFit,
  wavesOfOutcomesExist,
];
