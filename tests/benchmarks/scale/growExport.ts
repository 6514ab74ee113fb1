import { createWriteStream } from "node:fs";
import { copyFile, mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { finished } from "node:stream/promises";
import { parse } from "csv-parse/sync";
import { type Random, randomStream } from "../../../experiments/random/randomStream.ts";

type Rows = { readonly header: readonly string[]; readonly rows: readonly (readonly string[])[] };
type Change = (name: string, cell: string, row: readonly string[]) => string;
/** A row as text with gaps for the cells that are other for everybody: `texts` has one more than `changed`. */
type Line = { readonly row: readonly string[]; readonly texts: readonly string[]; readonly changed: readonly number[] };

/** How much a trial's time is changed at most, as a share of it. */
const SHAKE = 0.3;
/** How often an answer moves by a step, and an outcome turns. */
const MOVED = 0.4;
const TURNED = 0.1;
const CHANGED = new Set(["session_id", "participant_id", "id", "first_latency_ms", "latency_ms", "value", "bought"]);

/** Writes an export of many simulated people from one of few: each person of `from` is taken as often as needed, every time
 *  under an id of its own, with other times, answers and outcomes. Tables are as the server writes them, unscored. */
export async function growExport(from: string, to: string, people: number): Promise<void> {
  await mkdir(to, { recursive: true });
  await copyFile(join(from, "study.json"), join(to, "study.json"));
  for (const name of ["trials.csv", "answers.csv", "sessions.csv", "outcomes.csv"]) {
    await growTable(await readRows(join(from, name)), join(to, name), people);
  }
}

async function readRows(path: string): Promise<Rows> {
  const [header = [], ...rows]: string[][] = parse(await readFile(path));
  return { header, rows };
}

async function growTable({ header, rows }: Rows, path: string, people: number): Promise<void> {
  const out = createWriteStream(path, { mode: 0o600 });
  const written = finished(out);
  out.write(`${header.join(",")}\n`);
  const person = header.indexOf("participant_id");
  const groups = new Map<string, Line[]>();
  for (const row of rows) {
    const own = groups.get(row[person] ?? "") ?? [];
    own.push(lineOf(header, row));
    groups.set(row[person] ?? "", own);
  }
  const few = [...groups.values()];
  for (let at = 0; at < people; at++) {
    const change = changesOf(at, Math.floor(at / few.length));
    let text = "";
    for (const { row, texts, changed } of few[at % few.length] ?? []) {
      for (const [gap, place] of changed.entries()) {
        text += texts[gap] + quoted(change(header[place] ?? "", row[place] ?? "", row));
      }
      text += texts.at(-1);
    }
    if (!out.write(text)) await new Promise<void>((resolve) => out.once("drain", () => resolve()));
  }
  out.end();
  await written;
}

function lineOf(header: readonly string[], row: readonly string[]): Line {
  const texts: string[] = [];
  const changed: number[] = [];
  let text = "";
  for (const [place, cell] of row.entries()) {
    if (place > 0) text += ",";
    if (!CHANGED.has(header[place] ?? "")) text += quoted(cell);
    else {
      texts.push(text);
      changed.push(place);
      text = "";
    }
  }
  return { row, texts: [...texts, `${text}\n`], changed };
}

/** What becomes of the cells of one person: the same for the same person in every table. */
function changesOf(person: number, copy: number): Change {
  const draws = randomStream(person + 1);
  const mark = copy.toString(16).padStart(4, "0");
  let factor = 1;
  const time = (cell: string) => (cell === "" ? "" : String(Number(cell) * factor));
  return (name, cell, row) => {
    if (name === "session_id") return `${cell.slice(0, -4)}${mark}`;
    if (name === "participant_id" || name === "id") {
      if (name === "id") factor = 1 + SHAKE * (draws.uniform() - 0.5);
      return `${cell.slice(0, -4)}${mark}`;
    }
    if (name === "latency_ms" || name === "first_latency_ms") return time(cell);
    if (name === "value") return movedAnswer(cell, row, randomStream(person + 1, 1 + Number(row[2])));
    return name === "bought" && cell !== "" ? turned(cell, draws) : cell;
  };
}

function movedAnswer(cell: string, row: readonly string[], draws: Random): string {
  const value = Number(cell);
  const [lowest, highest] = row.slice(-2).map(Number);
  if (cell === "" || Number.isNaN(value) || draws.uniform() > MOVED) return cell;
  const moved = value + (draws.uniform() < 0.5 ? -1 : 1);
  return moved < (lowest ?? 0) || moved > (highest ?? 0) ? cell : String(moved);
}

function turned(cell: string, draws: Random): string {
  return draws.uniform() < TURNED ? String(1 - Number(cell)) : cell;
}

function quoted(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
