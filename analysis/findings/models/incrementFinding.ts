import { count, decimal, pValue, significant } from "../../blocks/numbers.ts";
import { firstSentence } from "../answers/answerLines.ts";
import type { AnswerSections } from "../answers/sections.ts";
import type { ClaimSections } from "../claims/sections.ts";
import type { ProductSections } from "../products/sections.ts";
import type { ReportData } from "../reportData.ts";
import type { RuleSections } from "../rules/sections.ts";
import type { UsefulnessSections } from "../usefulness/sections.ts";
import type { ModelSections } from "./sections.ts";

type Data = ReportData<
  AnswerSections & ClaimSections & ModelSections & ProductSections & RuleSections & UsefulnessSections
>;

/** Whether the implicit score added to the stated items: the comparison's own verdict where it gives one, else from the
 *  likelihood-ratio test and the out-of-fold AUC together. */
export function incrementFinding(data: Data): string {
  const told = data.found.answers?.E4?.sentence;
  if (told) return firstSentence(told);
  const test = data.found.nested_tests?.add_implicit_to_stated ?? data.found.mixed_lr_test_add_implicit;
  if (!test || test.p === null) return "Models from the floor up, each with what it adds";
  const lr = `χ²(${count(test.df)}) = ${significant(test.chi2)}, ${pValue(test.p)}`;
  const stated = data.crossValidated.M_stated?.pooled_auc?.auc ?? null;
  const full = data.crossValidated.M_full?.pooled_auc?.auc ?? null;
  const outOfFold =
    stated === null || full === null ? "" : `; out of fold the AUC went from ${decimal(stated)} to ${decimal(full)}`;
  if (test.p >= 0.05) return `No clear sign that the implicit score adds to the stated items: ${lr}${outOfFold}`;
  if (stated !== null && full !== null && full <= stated) {
    return `The implicit score fits better in this sample but did not predict better: ${lr}${outOfFold}`;
  }
  return `The implicit score improved prediction beyond the stated items: ${lr}${outOfFold}`;
}
