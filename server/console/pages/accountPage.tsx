import type { VNode } from "preact";
import { RECOVERY_CODES } from "../../accounts/recoveryCodes.ts";
import { secondFactorUri } from "../../accounts/secondFactor.ts";
import type { Account, ProposedFactor } from "../../store/store.ts";
import type { Visit } from "../consoleRoute.ts";
import { timeZones } from "../reader.ts";
import { Field, Form, Layout, Note } from "./layout.tsx";
import { QrCode } from "./qrCode.tsx";

type Props = {
  readonly visit: Visit;
  readonly account: Account;
  readonly codesLeft: number;
  /** A second factor that waits to be confirmed. */
  readonly proposed?: ProposedFactor;
  /** New recovery codes, shown this once. */
  readonly codes?: readonly string[];
  readonly note?: { readonly kind: "good" | "bad"; readonly text: string };
};

/** One's own account: second factor, recovery codes and password. */
export function AccountPage(props: Props): VNode {
  const { visit, account, proposed, note } = props;
  return (
    <Layout title="Your account" visit={visit}>
      <h1>Your account</h1>
      {note && <Note kind={note.kind}>{note.text}</Note>}
      <h2>Second factor</h2>
      {proposed ? <Confirm {...props} proposed={proposed} /> : <Factor {...props} />}
      {account.hasSecondFactor && !proposed && <RecoveryCodes {...props} />}
      <h2>Time zone</h2>
      <Form visit={visit} action="/account/time-zone">
        <label for="timeZone">The clock that moments are shown by</label>
        <select id="timeZone" name="timeZone" aria-describedby="timeZone-help">
          {timeZones().map((zone) => (
            <option key={zone} value={zone} selected={zone === (account.timeZone ?? "UTC")}>
              {zone}
            </option>
          ))}
        </select>
        <p class="help" id="timeZone-help">
          Every page names the zone beside its times. Files that are downloaded keep UTC.
        </p>
        <button class="quiet" type="submit">
          Show times so
        </button>
      </Form>
      <h2>Password</h2>
      <Form visit={visit} action="/account/password">
        <Field name="current" label="Password now" type="password" autocomplete="current-password" />
        <Field name="password" label="New password" type="password" autocomplete="new-password" />
        <button type="submit">Change it and sign out everywhere else</button>
      </Form>
    </Layout>
  );
}

function Factor({ visit, account }: Props) {
  return (
    <>
      {account.hasSecondFactor && <p>Signing in asks for a code of your authenticator app.</p>}
      {!account.hasSecondFactor && account.isAdmin && (
        <Note kind="warn">
          {visit.isLocal
            ? "You run this server. On this computer the second factor can wait; people who come from elsewhere need it."
            : "You run this server. Switch the second factor on: until then you see your account and nothing else."}
        </Note>
      )}
      <Form visit={visit} action="/account/second-factor">
        {account.hasSecondFactor && (
          <Field
            name="code"
            id="factor-code"
            label="The code your app shows now, or a recovery code"
            autocomplete="one-time-code"
          />
        )}
        <button class="quiet" type="submit">
          {account.hasSecondFactor ? "Use another app" : "Set up a second factor"}
        </button>
      </Form>
    </>
  );
}

function Confirm({ visit, account, proposed }: Props & { readonly proposed: ProposedFactor }) {
  const uri = secondFactorUri(account.email, proposed.secret);
  return (
    <>
      {account.hasSecondFactor && <p>The app that you have counts until the code of the new one is right.</p>}
      <h3>1. Scan this with your authenticator app</h3>
      <QrCode text={uri} label="QR code with the secret that is written below" />
      <p>
        Or type the secret: <code>{inFours(proposed.secret)}</code>. Or open <a href={uri}>this address</a> on the
        device with the app.
      </p>
      <h3>2. Save these recovery codes</h3>
      <p>Each lets you sign in once without the app. They are not shown again.</p>
      <Codes codes={proposed.codes} />
      <h3>3. Type the code the app shows now</h3>
      <Form visit={visit} action="/account/second-factor/confirm">
        <Field name="code" label="Code" autocomplete="one-time-code" />
        <button type="submit">Switch it on</button>
      </Form>
    </>
  );
}

function RecoveryCodes({ visit, codes, codesLeft }: Props) {
  return (
    <>
      <h3>Recovery codes</h3>
      {codes && <Note kind="good">Save these; they are not shown again. The ones before do not work any more.</Note>}
      {codes ? <Codes codes={codes} /> : null}
      {!codes && (
        <p>
          {codesLeft} of {RECOVERY_CODES} are left.
        </p>
      )}
      <Form visit={visit} action="/account/recovery-codes">
        <Field
          name="code"
          id="codes-code"
          label="The code your app shows now, or a recovery code"
          autocomplete="one-time-code"
        />
        <button class="quiet" type="submit">
          Make new recovery codes
        </button>
      </Form>
    </>
  );
}

function Codes({ codes }: { readonly codes: readonly string[] }) {
  return (
    <ol class="codes">
      {codes.map((code) => (
        <li key={code}>
          <code>{code}</code>
        </li>
      ))}
    </ol>
  );
}

function inFours(secret: string): string {
  return secret.replaceAll(/(.{4})(?=.)/g, "$1 ");
}
