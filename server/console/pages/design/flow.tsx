import { draftDocument } from "../../../../experiments/studyFile/editDraft.ts";
import { flowOutline, type OutlinedMeasure, type OutlinedPart } from "../../../design/flowOutline.ts";
import { listAt, valueAt } from "../../../design/valueAt.ts";
import type { Draft } from "../../../store/store.ts";
import type { Visit } from "../../consoleRoute.ts";
import { Form, Table } from "../layout.tsx";

type Props = { readonly visit: Visit; readonly draft: Draft };

/** The parts and measures in the order in which participants meet them, with what each takes of them. */
export function Flow({ visit, draft }: Props) {
  const parts = outlineOf(draft.yaml);
  if (!parts) return null;
  const efforts = parts.flatMap(({ measures }) => measures.map(({ effort }) => effort));
  const sum = (what: "trials" | "minutes") => efforts.reduce((all, effort) => all + (effort?.[what] ?? 0), 0);
  const at = `/studies/${draft.studyId}/design`;
  return (
    <section aria-labelledby="flow">
      <h2 id="flow">Flow</h2>
      <p class="help">
        {sum("trials")} answers in about {minutesText(sum("minutes"))}, without the consent text.
      </p>
      {parts.map((part, place) => (
        <Part key={String(place)} visit={visit} draft={draft} part={part} />
      ))}
      <p>
        <a class="button" href={`${at}/measures`}>
          Add a measure
        </a>
      </p>
    </section>
  );
}

function outlineOf(yaml: string): readonly OutlinedPart[] | undefined {
  try {
    return flowOutline(yaml);
  } catch {
    return undefined;
  }
}

function Part({ visit, draft, part: { part, measures } }: Props & { readonly part: OutlinedPart }) {
  return (
    <>
      <h3>{partName(part)}</h3>
      <Table
        columns={["Measure", "About", "Answers", "Minutes", ""]}
        numbers={[2, 3]}
        empty="No measure yet."
        rows={measures.map((one) => [
          <a href={`/studies/${draft.studyId}/design/measures/${one.part}/${one.place}`}>
            {one.title}
            {one.instance === "" ? "" : <span class="help"> {one.instance}</span>}
          </a>,
          one.product,
          one.effort?.trials ?? "?",
          one.effort ? minutesText(one.effort.minutes) : "?",
          <Moves visit={visit} draft={draft} measure={one} last={measures.length - 1} />,
        ])}
      />
    </>
  );
}

const partNames: Readonly<Record<string, string>> = {
  screening: "Screening: who may take part",
  stated: "Stated: what people say",
  implicit: "Implicit: what speed tells",
  behavioural: "Behavioural: what people choose",
};

function partName(part: string): string {
  return partNames[part] ?? part;
}

function minutesText(minutes: number): string {
  return `${Math.max(0.1, minutes).toFixed(1)} min`;
}

type MovesProps = Props & { readonly measure: OutlinedMeasure; readonly last: number };

function Moves({ visit, draft, measure: { part, place, title }, last }: MovesProps) {
  const button = (does: string, label: string, isThere: boolean) =>
    isThere && (
      <button class="quiet small" type="submit" name="do" value={does} aria-label={`${label}: ${title}`}>
        {label}
      </button>
    );
  return (
    <Form visit={visit} action={`/studies/${draft.studyId}/design/flow`}>
      <input type="hidden" name="revision" value={String(draft.revision)} />
      <input type="hidden" name="part" value={String(part)} />
      <input type="hidden" name="place" value={String(place)} />
      {button("up", "Up", place > 0)}
      {button("down", "Down", place < last)}
      {button("remove", "Remove", true)}
    </Form>
  );
}

/** The products of a draft by id, with their names. */
export function productsOf(yaml: string): readonly { readonly id: string; readonly name: string }[] {
  try {
    const draft: unknown = draftDocument(yaml).toJS();
    return listAt(draft, ["products"]).map((product) => {
      const name = valueAt(product, ["name"]);
      const first = typeof name === "object" && name !== null ? Object.values(name)[0] : name;
      return { id: String(valueAt(product, ["id"]) ?? ""), name: String(first ?? "") };
    });
  } catch {
    return [];
  }
}
