import { type Command, InvalidArgumentError } from "commander";
import { type PlaceFlags, placeOf, withPlace } from "../place.ts";

type FulfilFlags = PlaceFlags & {
  readonly study: string;
  readonly out?: string;
  readonly recipient?: string;
  readonly again?: string;
  readonly done?: string;
  readonly void?: string;
  readonly reason?: string;
};

/** `saydo fulfil`: lists of what was won, each winner once, and how each winning ended. */
export function addFulfilCommand(program: Command): void {
  withPlace(program.command("fulfil"))
    .description("write a list of everything that was won and is owed, each winner on one list only")
    .requiredOption("--study <id>", "the study")
    .option("--out <file>", "a new file: claim codes, panel ids, products and bonuses as CSV")
    .option("--recipient <name>", "who hands it out: kept in the audit and under Handed out")
    .option("--again <batch>", "write a list that was made before, such as coffee-brands-1")
    .option("--done <code>", "note that the winner with this claim code got it")
    .option("--void <code>", "note that the winner with this claim code gets nothing, with --reason")
    .option("--reason <text>", "why it is void")
    .action(async (flags: FulfilFlags) => say(await fulfilled(flags)));
}

async function fulfilled(flags: FulfilFlags): Promise<string> {
  const tasks = [flags.out, flags.done, flags.void].filter((task) => task !== undefined);
  if (tasks.length !== 1) throw new InvalidArgumentError("fulfil takes --out, --done or --void, one of them");
  return flags.out === undefined ? await ended(flags) : await listed(flags, flags.out);
}

async function listed(flags: FulfilFlags, out: string): Promise<string> {
  const { study, again } = flags;
  const recipient = flags.recipient?.trim() ?? "";
  if (recipient === "" || recipient.length > 200) {
    throw new InvalidArgumentError("--out needs --recipient: a name or an organisation, at most 200 letters");
  }
  const { runFulfil } = await import("../main.ts");
  const made = await runFulfil({ ...placeOf(flags), study, out, recipient, ...(again === undefined ? {} : { again }) });
  if (made === null) return "Nothing is owed; no list was made. --again BATCH writes an earlier one once more.";
  const winners = made.winners === 1 ? "1 winner" : `${made.winners} winners`;
  return `${winners} written to ${out}, list ${made.batch}. It names people: delete it when everything is handed out.`;
}

async function ended(flags: FulfilFlags): Promise<string> {
  const { study, reason } = flags;
  const claimCode = flags.done ?? flags.void ?? "";
  if (flags.void !== undefined && (reason === undefined || reason.trim() === "")) {
    throw new InvalidArgumentError("--void needs --reason");
  }
  if (flags.done !== undefined && reason !== undefined) throw new InvalidArgumentError("--reason belongs to --void");
  const { runEndWinning } = await import("../main.ts");
  const end =
    flags.void === undefined
      ? ({ state: "done" } as const)
      : ({ state: "void", reason: (reason ?? "").trim().slice(0, 500) } as const);
  const outcome = await runEndWinning({ ...placeOf(flags), study, claimCode, end });
  return outcome === "same"
    ? `${claimCode} was noted as ${end.state} before.`
    : `${claimCode} is noted as ${end.state}.`;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
