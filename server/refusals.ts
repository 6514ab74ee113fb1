import { Problem } from "../experiments/contract/problem.ts";

/** The refusal for a study that is not there. */
export function noSuchStudy(id: string): Problem {
  return new Problem({
    code: "study-not-found",
    detail: `There is no study "${id}" here.`,
    todo: "Check the link you were given.",
  });
}

export function tokenInvalid(): Problem {
  return new Problem({
    code: "token-invalid",
    detail: "The Authorization header must be Bearer and the session's newest token.",
    todo: "Open the study's link again: it continues the session where it can.",
  });
}

export function noSuchSession(): Problem {
  return new Problem({ code: "session-not-found", detail: "There is no such session, or it is not yours." });
}

export function withdrawn(): Problem {
  return new Problem({ code: "withdrawn", detail: "The participant has withdrawn; nothing more is stored." });
}
