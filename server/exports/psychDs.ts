import { existsSync } from "node:fs";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { textIn } from "../../experiments/contract/text.ts";
import type { StoredStudy } from "../store/store.ts";
import { cellsOf } from "./readCsv.ts";

/** Rearranges a folder of CSV tables by the rules of Psych-DS: tables under data/ with names made of keyword-value
 *  pairs, and dataset_description.json naming every column as a variable. */
export async function toPsychDs(
  folder: string,
  { tables, stored }: { readonly tables: readonly string[]; readonly stored: StoredStudy },
): Promise<void> {
  await mkdir(join(folder, "data"), { recursive: true, mode: 0o700 });
  const described = await descriptions(folder);
  const variables = new Set<string>();
  const study = stored.id.replaceAll(/[^A-Za-z0-9]/g, "");
  for (const table of tables) {
    for await (const header of cellsOf(join(folder, table))) {
      for (const name of header) variables.add(name);
      break;
    }
    const description = table.slice(0, -".csv".length).replaceAll(/[^A-Za-z0-9]/g, "");
    const moved = `data/study-${study}_description-${description}_data.csv`;
    await rename(join(folder, table), join(folder, moved));
    for (const script of ["read.sps", "read.do"]) await renameIn(join(folder, script), table, moved);
  }
  const { title, languages, researcher } = stored.study;
  const language = languages[0] ?? "en";
  const description = {
    "@context": "https://schema.org/",
    "@type": "Dataset",
    name: textIn(title, language),
    description: `Sessions, trials, answers and outcomes of the study "${textIn(title, language)}".`,
    identifier: stored.hash,
    inLanguage: languages,
    creator: { "@type": "Person", name: researcher.name, affiliation: researcher.organisation },
    variableMeasured: [...variables].map((name) => ({
      "@type": "PropertyValue",
      name,
      description: described.get(name) ?? CODEBOOK[name] ?? "",
    })),
  };
  const write = (name: string, text: string) => writeFile(join(folder, name), text, { mode: 0o600 });
  await write("dataset_description.json", `${JSON.stringify(description, null, 2)}\n`);
  await write("README.md", readme(textIn(title, language)));
  await write("CHANGES.md", `# Changes\n\nFirst export of study version ${stored.hash}.\n`);
}

/** A script that names a table by where it is now. */
async function renameIn(script: string, ...[from, to]: readonly [string, string]): Promise<void> {
  if (!existsSync(script)) return;
  const text = await readFile(script, "utf8");
  await writeFile(script, text.replaceAll(`'${from}'`, `'${to}'`).replaceAll(`"${from}"`, `"${to}"`));
}

/** The codebook's own columns. */
const CODEBOOK: Readonly<Record<string, string>> = {
  file: "The table that a line of the codebook is about",
  column: "The column that a line of the codebook is about",
  meaning: "What the column holds",
  values: "What its values are",
  source: "Where the score is from",
};

/** What the codebook says of each column; several sentences where tables differ. */
async function descriptions(folder: string): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, Set<string>>();
  const path = join(folder, "codebook.csv");
  if (!existsSync(path)) return new Map();
  for await (const [file = "", column = "", meaning = "", values = ""] of cellsOf(path)) {
    if (file === "file" && column === "column") continue;
    const said = values === "" ? meaning : `${meaning} (${values})`;
    found.set(column, (found.get(column) ?? new Set()).add(said));
  }
  return new Map([...found].map(([column, said]) => [column, [...said].join("; ")]));
}

function readme(title: string): string {
  return `# ${title}

Exported by Saydo in the form of Psych-DS. Tables are under data/; study.json is the study as participants met it;
manifest.json has the SHA-256 of every file. read.R and read.py read the tables with their types. An empty cell is missing, 0 is a value, flags are 1 and 0, times are UTC.
`;
}
