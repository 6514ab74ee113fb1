import { type Command, InvalidArgumentError } from "commander";
import { type PlaceFlags, placeOf, withPlace } from "../place.ts";

const roles = ["viewer", "analyst", "researcher", "owner"] as const;

/** Accounts of the console, for whoever runs the server. */
export function addUser(program: Command): void {
  const user = program.command("user").description("accounts of the console");
  addInvite(user);
  addList(user);
  withPlace(user.command("disable"))
    .argument("<email>")
    .description("end an account, its sessions and the invitations it made, at once")
    .action(async (email: string, flags: PlaceFlags) => {
      const { runDisable } = await import("../main.ts");
      await runDisable({ ...placeOf(flags), email });
      say(`${email} cannot sign in any more.`);
    });
  withPlace(user.command("enable"))
    .argument("<email>")
    .description("let a disabled account sign in again")
    .action(async (email: string, flags: PlaceFlags) => {
      const { runEnable } = await import("../main.ts");
      await runEnable({ ...placeOf(flags), email });
      say(`${email} can sign in again.`);
    });
  addResets(user);
}

type InviteFlags = PlaceFlags & { readonly study?: string; readonly role?: string; readonly runsServer?: true };

function addInvite(user: Command): void {
  withPlace(user.command("invite"))
    .description("make a link that adds somebody to a study, or lets them run the server; it works once, for a week")
    .option("--study <id>", "the study")
    .option("--role <role>", `what they may do with it: ${roles.join(" | ")} (default: researcher)`)
    .option("--runs-server", "they run the whole server: every study and every account")
    .action(async (flags: InviteFlags) => {
      const request = requestOf(flags);
      const { runInvite } = await import("../main.ts");
      const { path } = await runInvite({ ...placeOf(flags), ...request });
      say(`Send this path on the console's address: ${path}`);
    });
}

function requestOf({ study, role, runsServer }: InviteFlags) {
  const known = roles.find((one) => one === (role ?? "researcher"));
  if (!known) throw new InvalidArgumentError(`--role takes ${roles.join(", ")}; got "${role}"`);
  if (runsServer && study === undefined && role === undefined) return { runsServer } as const;
  if (runsServer || study === undefined) {
    throw new InvalidArgumentError(
      "user invite takes --study ID and a --role in it, or --runs-server for the whole server, one of the two",
    );
  }
  return { study, role: known } as const;
}

function addList(user: Command): void {
  withPlace(user.command("list"))
    .description("all accounts")
    .action(async (flags: PlaceFlags) => {
      const { runUsers } = await import("../main.ts");
      for (const { email, name, isAdmin, hasSecondFactor, isDisabled } of await runUsers(placeOf(flags))) {
        const facts = [isAdmin && "runs the server", hasSecondFactor && "second factor", isDisabled && "disabled"];
        say([email, name, ...facts.filter(Boolean)].join(" · "));
      }
    });
}

function addResets(user: Command): void {
  withPlace(user.command("reset-password"))
    .argument("<email>")
    .description("make a link with which somebody sets a new password; it works once, for a day")
    .action(async (email: string, flags: PlaceFlags) => {
      const { runResetPassword } = await import("../main.ts");
      const { path } = await runResetPassword({ ...placeOf(flags), email });
      say(`Send this path on the console's address: ${path}`);
    });
  withPlace(user.command("reset-factor"))
    .argument("<email>")
    .description("take a lost second factor and its recovery codes away, and end the sessions")
    .action(async (email: string, flags: PlaceFlags) => {
      const { runResetFactor } = await import("../main.ts");
      await runResetFactor({ ...placeOf(flags), email });
      say(`${email} signs in with the password alone until a new second factor is set up.`);
    });
}

function say(line: string): void {
  process.stdout.write(`${line.replaceAll(/\p{Cc}/gu, "?")}\n`);
}
