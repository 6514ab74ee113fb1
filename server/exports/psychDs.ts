import { mkdir, rename, writeFile } from "node:fs/promises";
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
  const variables = new Set<string>();
  const study = stored.id.replaceAll(/[^A-Za-z0-9]/g, "");
  for (const table of tables) {
    for await (const header of cellsOf(join(folder, table))) {
      for (const name of header) variables.add(name);
      break;
    }
    const description = table.slice(0, -".csv".length).replaceAll(/[^A-Za-z0-9]/g, "");
    await rename(join(folder, table), join(folder, "data", `study-${study}_description-${description}_data.csv`));
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
    variableMeasured: [...variables].map((name) => ({ "@type": "PropertyValue", name })),
  };
  const write = (name: string, text: string) => writeFile(join(folder, name), text, { mode: 0o600 });
  await write("dataset_description.json", `${JSON.stringify(description, null, 2)}\n`);
  await write("README.md", readme(textIn(title, language)));
  await write("CHANGES.md", `# Changes\n\nFirst export of study version ${stored.hash}.\n`);
}

function readme(title: string): string {
  return `# ${title}

Exported by Saydo in the form of Psych-DS. Tables are under data/; study.json is the study as participants met it;
manifest.json has the SHA-256 of every file. An empty cell is missing, 0 is a value, flags are 1 and 0, times are UTC.
`;
}
