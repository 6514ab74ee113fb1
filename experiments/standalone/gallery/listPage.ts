import type { Measure } from "../../contract/measure.ts";
import { textIn } from "../../contract/text.ts";
import type { measures } from "../../measures/registry.ts";
import { element } from "../../plugins/elements.ts";
import { type Asked, addressOf, languages } from "./asked.ts";
import { entries } from "./entries.ts";
import { measureOf } from "./measureOf.ts";

const kinds: Readonly<Record<Measure["kind"], { readonly title: string; readonly says: string }>> = {
  stated: { title: "Stated", says: "What people say when they are asked." },
  implicit: { title: "Implicit", says: "What the speed of a response tells. No claim about the unconscious." },
  behavioural: { title: "Behavioural", says: "What people see or are offered, and what they then choose." },
};

/** The list of all measures, with what each is and how long it takes. */
export function listPage(asked: Asked): HTMLElement {
  const sections = Object.entries(kinds).map(([kind, { title, says }]) =>
    element("section", "kind", [
      element("h2", "", [title]),
      element("p", "quiet", [says]),
      element(
        "ul",
        "cards",
        namesOf(kind).map((name) => card(name, asked)),
      ),
    ]),
  );
  return element("main", "gallery", [
    element("header", "top", [
      element("h1", "", ["Every measure"]),
      element("p", "quiet", [
        "Open one and take part; you see what is recorded and how it is scored. Nothing leaves this page.",
      ]),
      picks(asked),
    ]),
    ...sections,
  ]);
}

function namesOf(kind: string): readonly string[] {
  return Object.keys(entries).filter((name) => measureOf(name).kind === kind);
}

function picks(asked: Asked): HTMLElement {
  const inLanguages = languages.map((language) =>
    pick(language.toUpperCase(), { ...asked, language }, asked.language === language),
  );
  const lengths = [
    pick("A short try", { ...asked, length: "short" }, asked.length === "short"),
    pick("The whole task", { ...asked, length: "full" }, asked.length === "full"),
  ];
  return element("nav", "picks", [pickGroup("Language of the task", inLanguages), pickGroup("Length", lengths)]);
}

function pickGroup(name: string, links: readonly HTMLElement[]): HTMLElement {
  const group = element("div", "pick-group", [element("span", "pick-name", [name]), ...links]);
  group.setAttribute("role", "group");
  group.setAttribute("aria-label", name);
  return group;
}

function pick(text: string, to: Asked, isCurrent: boolean): HTMLElement {
  const link = element("a", "pick", [text]);
  link.href = addressOf(to);
  if (isCurrent) link.setAttribute("aria-current", "true");
  return link;
}

function card(name: string, asked: Asked): HTMLElement {
  const measure = measureOf(name);
  const link = element("a", "card-link", [textIn(measure.title, "en")]);
  link.href = addressOf({ ...asked, measure: name });
  return element("li", "card", [
    element("h3", "", [link]),
    element("p", "", [entries[name as keyof typeof measures].says]),
    element("p", "facts", [factsOf(name, asked)]),
  ]);
}

function factsOf(name: string, { length }: Asked): string {
  const measure = measureOf(name);
  const short = entries[name as keyof typeof measures].short ?? {};
  const { trials, minutes } = measure.effort(measure.parameters.parse(length === "short" ? short : {}));
  const unit = measure.kind === "stated" ? "question" : "trial";
  const [source] = measure.sources;
  const took = minutes < 1 ? "under a minute" : `about ${Math.round(minutes)} min`;
  return `${trials} ${unit}${trials === 1 ? "" : "s"} · ${took} · ${authorsOf(source.citation)}`;
}

/** "Greenwald, Nosek & Banaji (2003)" of a whole reference; "et al." for more than three. */
function authorsOf(citation: string): string {
  const [, authors = "", year = ""] = /^(.*?)\s*\((\d{4})/.exec(citation) ?? [];
  const names = authors.replace(/,? (?:\p{Lu}\.[-\s]?)+/gu, "").split(/, (?:& )?| & /);
  const few =
    names.length > 3 ? `${names[0]} et al.` : [names.slice(0, -1).join(", "), names.at(-1)].filter(Boolean).join(" & ");
  return `${few} (${year})`;
}
