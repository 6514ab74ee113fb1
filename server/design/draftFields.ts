import { type DraftPath, draftDocument, draftText, editDraft } from "../../experiments/studyFile/editDraft.ts";

export type DraftField = {
  readonly path: DraftPath;
  readonly title: string;
  readonly help?: string;
  readonly control: "line" | "text" | "number" | "choice" | "switch";
  readonly choices?: readonly string[];
};

export type FilledField = DraftField & { readonly name: string; readonly value: string };

const about: readonly DraftField[] = [
  {
    path: ["researcher", "name"],
    title: "Researcher",
    help: "Participants see it beside the consent text.",
    control: "line",
  },
  { path: ["researcher", "organisation"], title: "Organisation", control: "line" },
  {
    path: ["consent", "contact"],
    title: "Contact",
    help: "How participants reach you: an e-mail address or a telephone number.",
    control: "line",
  },
  { path: ["consent", "minimumAge"], title: "Lowest age", control: "number" },
];
const way: readonly DraftField[] = [
  {
    path: ["recruitment", "source"],
    title: "How people come",
    help: "open: everyone with the link. personal, singleUse: links that you make. The others: a panel of that name.",
    control: "choice",
    choices: ["open", "personal", "singleUse", "prolific", "sona", "mturk"],
  },
  {
    path: ["recruitment", "panelParameter"],
    title: "Parameter with the panel's id",
    help: "Its name in the link, such as pid.",
    control: "line",
  },
  {
    path: ["recruitment", "redirectUrl"],
    title: "Where people go at the end",
    help: "An address with {code} where the completion code goes.",
    control: "line",
  },
  {
    path: ["quota", "completes"],
    title: "Planned number of people",
    help: "The study takes nobody after so many have finished.",
    control: "number",
  },
  { path: ["randomise", "partOrder"], title: "Half the people meet the sorting task first", control: "switch" },
];

/** Of a study with one outcome; a list of several is written by hand. */
const onlyOutcome: readonly DraftField[] = [
  {
    path: ["outcome", "toDays"],
    title: "Days in which purchases count",
    help: "After the session.",
    control: "number",
  },
  { path: ["outcome", "minimum"], title: "Purchases that count as bought", control: "number" },
];

/** What a researcher changes most, as fields with what the draft says now. Texts stand once for each language. Throws a
 *  Problem when the draft is no YAML. */
export function draftFields(yaml: string): readonly FilledField[] {
  const value: unknown = draftDocument(yaml).toJS({ maxAliasCount: 100 });
  const languages = listAt(value, ["languages"]).map(String);
  const products = listAt(value, ["products"]).flatMap((_, place): readonly DraftField[] => [
    ...texts(value, { path: ["products", place, "name"], title: `Product ${place + 1}`, control: "line" }, languages),
    {
      path: ["products", place, "image"],
      title: `Picture of product ${place + 1}`,
      help: "Upload it below; it is written here as asset: and its hash.",
      control: "line",
    },
  ]);
  const fields = [
    ...texts(value, { path: ["title"], title: "Title", control: "line" }, languages),
    ...products,
    ...about,
    ...texts(value, { path: ["consent", "text"], title: "Consent text", control: "text" }, languages),
    ...texts(value, { path: ["debrief"], title: "Text at the end", control: "text" }, languages),
    ...way,
    ...(at(value, ["outcomes"]) === undefined ? onlyOutcome : []),
  ];
  return fields.map((field) => {
    const found = at(value, field.path);
    return { ...field, name: JSON.stringify(field.path), value: isLine(found) ? String(found) : "" };
  });
}

function isLine(value: unknown): value is string | number | boolean {
  return ["string", "number", "boolean"].includes(typeof value);
}

/** One field for a text that serves every language, or one for each. */
function texts(value: unknown, field: DraftField, languages: readonly string[]): readonly DraftField[] {
  if (typeof at(value, field.path) === "string") return [field];
  return languages.map((language) => {
    return { ...field, path: [...field.path, language], title: `${field.title} (${language})` };
  });
}

function at(value: unknown, path: DraftPath): unknown {
  return path.reduce<unknown>((inner, key) => {
    return typeof inner === "object" && inner !== null && Object.hasOwn(inner, key)
      ? Reflect.get(inner, key)
      : undefined;
  }, value);
}

function listAt(value: unknown, path: DraftPath): readonly unknown[] {
  const found = at(value, path);
  return Array.isArray(found) ? found : [];
}

/** The draft with what was typed into its fields. What is left as it was is not touched; an empty field is taken out. */
export function withFields(yaml: string, typed: ReadonlyMap<string, string>): string {
  let text = yaml;
  for (const field of draftFields(yaml)) {
    const given = typed.get(field.name);
    if (given === undefined || isSame(field, given)) continue;
    text = editDraft(text, field.path, readControl(field, given.replaceAll("\r\n", "\n")));
    if (field.path[0] === "quota" && given.trim() === "") text = withoutEmpty(text, ["quota"]);
  }
  return text;
}

function isSame({ control, value }: FilledField, given: string): boolean {
  if (control === "switch") return (value === "true") === (given === "true");
  return given.replaceAll("\r\n", "\n").trimEnd() === value.trimEnd();
}

/** Numbers that cannot be read stay as they were typed, for the check to say so beside the field. */
function readControl({ control }: DraftField, given: string): unknown {
  if (given.trim() === "") return undefined;
  if (control === "switch") return given === "true";
  if (control === "text") return `${given.trimEnd()}\n`;
  const line = given.trim();
  return control === "number" && /^-?\d+(\.\d+)?$/.test(line) ? Number(line) : line;
}

function withoutEmpty(yaml: string, path: DraftPath): string {
  const document = draftDocument(yaml);
  document.deleteIn(path);
  return draftText(document);
}

/** As a list of studies shows a draft: its title in its first language, its id where it has none. */
export function draftTitle(yaml: string, studyId: string): string {
  try {
    const title = at(draftDocument(yaml).toJS({ maxAliasCount: 100 }), ["title"]);
    const first = typeof title === "object" && title !== null ? Object.values(title)[0] : title;
    return typeof first === "string" ? first.slice(0, 200) : studyId;
  } catch {
    return studyId;
  }
}
