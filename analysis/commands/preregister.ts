import { dirname } from "node:path";
import { loadStudy } from "../../experiments/studyFile/commands.ts";
import { makeFolder } from "../../experiments/studyFile/makeFolder.ts";
import { planHash } from "../../experiments/studyFile/planHash.ts";
import { writeNamed } from "../../experiments/studyFile/writeNamed.ts";
import { preregistrationText } from "../plan/preregistration.ts";

/** The options of `saydo plan`. */
export type PreregisterCommand = { readonly study: string; readonly out: string };

/** Writes the preregistration of a study; returns a sentence that says where, and its hash. Throws a Problem when the
 *  study file has a mistake. */
export async function runPreregister({ study: file, out }: PreregisterCommand): Promise<string> {
  const { study } = await loadStudy(file);
  makeFolder(dirname(out));
  await writeNamed(out, preregistrationText(study));
  return `Preregistration written to ${out}\nPlan hash (SHA-256): ${planHash(study)}`;
}
