import type { ChainSettings } from "../../experiments/contract/chainSettings.ts";
import { Problem } from "../../experiments/contract/problem.ts";
import { GENERATOR_NAME } from "../../experiments/random/randomStream.ts";
import type { Locate } from "../../experiments/studyFile/readDocument.ts";
import type { TableFlags } from "../../experiments/tableFiles/tableFlags.ts";
import { type ChainStudy, unitsOf } from "../statistics/chains/serviceProfitChain.ts";
import { clusterDraws } from "../statistics/models/clustered/clusterBootstrap.ts";
import { type ChainRows, chainRows } from "./chainRows.ts";
import { readIndexFile } from "./indexFile.ts";
import { readChainTable } from "./planTable.ts";
import { readHashedText } from "./readFile.ts";
import { readingFlags } from "./readingFlags.ts";

/** A chain's people and resamples, read from its table. */
export type ChainInput = {
  readonly study: ChainStudy;
  readonly flow: ChainRows["flow"];
  readonly bootstrapSource:
    | { readonly indices: string }
    | { readonly resamples: number; readonly seed: number; readonly generator: string };
  readonly settings: ChainSettings;
  readonly notes: readonly string[];
  readonly sha256: string;
};

/** Where the settings are written, and what goes before them. */
export type ChainReading = {
  readonly planFile: string;
  readonly locate: Locate;
  readonly block?: string;
  readonly flags?: TableFlags;
  /** Goes before the settings' seed. */
  readonly seed?: number | undefined;
};

const DEFAULT_SEED = 1;
const RESAMPLES = 2000;

/** Reads the table of a chain. Throws a Problem when it has a mistake, or fewer than two units have employees and
 *  customers. */
export async function readChain(settings: ChainSettings, reading: ChainReading): Promise<ChainInput> {
  const { planFile, flags = {} } = reading;
  const { table, names, lineOf, notes, sha256 } = await readChainTable(settings, {
    planFile,
    flags: readingFlags(settings.read, flags),
  });
  const { employees, customers, flow } = chainRows(table, settings, { ...reading, names, lineOf });
  const units = unitsOf({ employees, customers });
  if (units.length < 2) throw tooFewUnits(settings.data, units.length);
  const { draws, bootstrapSource } = await drawsOf(settings, units.length, reading);
  const study = { employees, customers, draws, claim: settings.claim };
  return { study, flow, bootstrapSource, settings, notes, sha256 };
}

async function drawsOf({ bootstrap: asked }: ChainSettings, units: number, { planFile, seed: given }: ChainReading) {
  if (asked !== undefined && "indices" in asked) {
    const { text } = await readHashedText(asked.indices, planFile);
    return { draws: readIndexFile(asked.indices, text, units), bootstrapSource: { indices: asked.indices } };
  }
  const seed = given ?? asked?.seed ?? DEFAULT_SEED;
  const resamples = asked?.resamples ?? RESAMPLES;
  return {
    draws: clusterDraws(units, { resamples, seed }),
    bootstrapSource: { resamples, seed, generator: GENERATOR_NAME },
  };
}

function tooFewUnits(file: string, units: number): Problem {
  return new Problem({
    code: "not-analysable",
    detail: `A chain needs units that have both employees and customers; ${file} has ${units}.`,
    file,
    expected: "two units or more",
    found: String(units),
    todo: "Check that employees and customers carry the same unit names.",
  });
}
