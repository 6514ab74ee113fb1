import { type Command, InvalidArgumentError } from "commander";
import { type PlaceFlags, placeOf, withPlace } from "../place.ts";
import type { Invited } from "./invite.ts";

type InviteFlags = PlaceFlags & {
  readonly study?: string;
  readonly wave: string;
  readonly out: string;
  readonly recipient: string;
  readonly participantUrl?: string;
  readonly due?: boolean;
  readonly new?: boolean;
};

const LOCAL = "http://127.0.0.1:4100";

/** `saydo invite`: lists of people to ask again, each with a personal link. */
export function addInviteCommand(program: Command): void {
  withPlace(program.command("invite"))
    .description("write a list of people to ask for a wave, each with a personal link; nothing is sent")
    .requiredOption("--wave <id>", "the wave, as the study file names it")
    .requiredOption("--out <file>", "a new file: panel ids, links, and when each opens and closes, as CSV")
    .requiredOption("--recipient <name>", "who sends the links: kept in the audit and under Handed out", recipientName)
    .option("--study <id>", "the study; needed where several have waves")
    .option("--participant-url <url>", "where participants reach the study", ownOrigin)
    .option("--due", "only people for whom the wave is open now")
    .option("--new", "only people who stood in no list of this wave before")
    .action(async (flags: InviteFlags) => {
      const { runWaveList } = await import("../main.ts");
      const { study, wave, out, recipient } = flags;
      const made = await runWaveList({
        ...placeOf(flags),
        ...(study === undefined ? {} : { study }),
        ...{ wave, out, recipient, participantUrl: flags.participantUrl ?? LOCAL },
        ...{ isDue: flags.due === true, isNew: flags.new === true },
      });
      process.stdout.write(`${inviteText(made, flags).join("\n")}\n`);
    });
}

function inviteText(made: Invited, { out, wave, participantUrl }: InviteFlags): readonly string[] {
  const left = leftLine(made.left);
  if (made.people === 0) return [`Nobody is to be asked for ${wave}; no list was written.`, ...left];
  const people = made.people === 1 ? "1 person" : `${made.people} people`;
  return [
    `${people} written to ${out}; the wave is open now for ${made.openNow} of them. Each link is personal: send it to nobody else, and delete the list afterwards.`,
    ...(participantUrl === undefined
      ? [`The links begin with ${LOCAL}: give --participant-url where people reach the study elsewhere.`]
      : []),
    ...left,
  ];
}

const reasons: Readonly<Record<keyof Invited["left"], string>> = {
  unfinished: "did not finish the first session",
  noRecontact: "did not allow to be asked again",
  withdrawn: "stopped",
  done: "have done it",
  refused: "said no",
  over: "had their time for it",
  noPanelId: "came without a panel id",
  notNew: "stood in a list before",
};

function leftLine(left: Invited["left"]): readonly string[] {
  const told = Object.entries(reasons).flatMap(([reason, words]) => {
    const people = Object.entries(left).find(([name]) => name === reason)?.[1] ?? 0;
    return people === 0 ? [] : [`${people} ${words}`];
  });
  return told.length === 0 ? [] : [`Not listed: ${told.join(", ")}.`];
}

function recipientName(written: string): string {
  const name = written.trim();
  if (name === "" || name.length > 200)
    throw new InvalidArgumentError("a name or an organisation, at most 200 letters");
  return name;
}

function ownOrigin(written: string): string {
  const address = URL.canParse(written) ? new URL(written) : null;
  const isOrigin = address !== null && /^https?:$/.test(address.protocol) && address.pathname === "/";
  if (address === null || !isOrigin || address.search !== "")
    throw new InvalidArgumentError("an address such as https://study.example");
  return address.origin;
}
