/** Whether an identifier is what a template left behind that nobody filled in, such as `{{%PROLIFIC_PID%}}`, `%SURVEY_CODE%`,
 *  `${e://Field/pid}`, `[ID]`, `null` or nothing at all, also when it was encoded for an address once or more. Whoever comes
 *  with one is nobody in particular: two people would be taken for one. `name` is what the parameter or column is called; an
 *  id that merely repeats it was not filled in either. */
export function isPlaceholder(identifier: string, name?: string): boolean {
  const id = bare(identifier);
  if (id === "" || UNREADABLE.test(id)) return true;
  if (TEMPLATES.some((template) => template.test(id)) || NOTHING.test(id)) return true;
  return NAMES.has(letters(id)) || (name !== undefined && letters(id) === letters(name));
}

// A template that was encoded twice is still one: links pass through mail programs and redirects.
const DECODINGS = 3;

/** Without encoding, invisible characters and quotation marks, in the plain forms of full-width letters. */
function bare(identifier: string): string {
  let id = identifier;
  for (let times = 0; times < DECODINGS; times += 1) id = decoded(id);
  return id
    .normalize("NFKC")
    .replaceAll(/[\p{Cf}\s]+/gu, " ")
    .replaceAll(/^[\s"'`´‘’“”«»]+|[\s"'`´‘’“”«»]+$/g, "")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">");
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

// What is left of `%ED…` and the like once something has read it as an encoding; no panel's id holds it.
const UNREADABLE = /[\uFFFD\p{Cc}]/u;

const TEMPLATES = [
  /\{\{|\}\}|[$#]\{|\{%|%\}|<%|%>|\[%|%\]|\$\(|\*\||\|\*|\$e:\/\//,
  /^\{.*\}$|^\[.*\]$|^<.*>$|^\(.*\)$|^\|.+\|$/,
  /^%.*%$|^@@?.+@@?$|^__.+__$/,
  /^[$:@]\p{L}[\w.]*$/u,
  /^(?:your|insert|enter|paste|replace|put)[\W_]/i,
];

// What programs write where they have no value.
const NOTHING =
  /^#?(?:null|undefined|nan|none|nil|n\/a|na|void|missing|empty|not[\W_]?set|\[?object object\]?|#?ref!|#?value!|#name\?|#div\/0!|#num!|#null!|#spill!|#getting_data)$/i;

const NAMES: ReadonlySet<string> = new Set([
  ...["prolificpid", "prolificid", "surveycode", "workerid", "assignmentid", "participantid", "participant", "panelid"],
  ...[
    "respondentid",
    "responseid",
    "userid",
    "sessionid",
    "studyid",
    "externalid",
    "yourid",
    "assignmentidnotavailable",
  ],
]);

function letters(text: string): string {
  return text.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, "");
}
