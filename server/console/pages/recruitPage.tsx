import type { VNode } from "preact";
import type { LinkBatch, StoredStudy } from "../../store/store.ts";
import { type Channel, channelsOf } from "../channels.ts";
import { field, type Visit } from "../consoleRoute.ts";
import { Field, Form, Layout, Note, Table, When } from "./layout.tsx";
import { QrCode } from "./qrCode.tsx";

type Props = {
  readonly visit: Visit;
  readonly study: StoredStudy;
  readonly url: string;
  readonly batches: readonly LinkBatch[];
  /** New personal links: shown once, because only their hashes are kept. */
  readonly links: readonly string[];
  readonly fault?: string;
  readonly note?: string;
};

/** How people come to a study and where they go: the way it takes people by, with its exact address; links of their own. */
export function RecruitPage(props: Props): VNode {
  const { visit, study, url, fault, note } = props;
  const channels = channelsOf(study.study, url);
  const [own] = channels.filter(({ isOn }) => isOn);
  return (
    <Layout title="Recruit" visit={visit} study={study} place="/recruit">
      <h1>Recruit</h1>
      {fault && <Note kind="bad">{fault}</Note>}
      {note && <Note kind="good">{note}</Note>}
      {isHere(url) && (
        <Note kind="warn">
          This address opens on this computer only. Start the server with --participant-url and an address that people
          can reach.
        </Note>
      )}
      {own && <Way channel={own} study={study} />}
      <Redirects study={study} />
      <PersonalLinks {...props} />
      <details>
        <summary>The other ways in which people can come</summary>
        <p>
          A study takes people by one way at a time. Change it under{" "}
          <a href={`/studies/${study.id}/design/form/recruitment`}>Recruitment</a>, as a new version.
        </p>
        {channels
          .filter(({ isOn }) => !isOn)
          .map((channel) => (
            <Way key={channel.source} channel={channel} study={study} />
          ))}
      </details>
    </Layout>
  );
}

function isHere(url: string): boolean {
  return /^http:\/\/(localhost|127\.0\.0\.1|\[::1\])[:/]/.test(url);
}

function Way({ channel, study }: { readonly channel: Channel; readonly study: StoredStudy }) {
  const { source, name, url, todo, isOn } = channel;
  return (
    <section aria-labelledby={`way-${source}`}>
      <h2 id={`way-${source}`}>
        {name}
        {isOn ? "" : " (off)"}
      </h2>
      <p>{todo}</p>
      <label for={`url-${source}`}>Address</label>
      <input id={`url-${source}`} class="code" readonly value={url} />
      {isOn && source === "open" && (
        <>
          <QrCode text={url} label={`QR code of ${url}`} />
          <p>
            <a href={`/studies/${study.id}/recruit/qr.svg`}>Save the QR code (SVG)</a>
          </p>
        </>
      )}
    </section>
  );
}

const ends = [
  ["complete", "Complete", "who has finished"],
  ["screenedOut", "Screened out", "for whom the study does not look"],
  ["full", "Full", "who comes when enough have taken part"],
  ["quality", "Quality", "who has finished and failed the attention checks"],
] as const;

function Redirects({ study }: { readonly study: StoredStudy }) {
  const { redirects = {}, redirectUrl } = study.study.recruitment;
  return (
    <section aria-labelledby="ends">
      <h2 id="ends">Where people go afterwards</h2>
      <Table
        columns={["End", "Who", "Address"]}
        empty=""
        rows={ends.map(([key, name, who]) => [
          name,
          who,
          redirects[key] ?? (key === "complete" ? redirectUrl : undefined) ?? "nowhere: the study says goodbye itself",
        ])}
      />
      <p class="help">
        {"{code}"} is replaced by the completion code, {"{panelId}"} by the panel's id. Set them under{" "}
        <a href={`/studies/${study.id}/design/form/recruitment`}>Recruitment</a>.
      </p>
    </section>
  );
}

function PersonalLinks({ visit, study, url, links, batches }: Props) {
  const at = `/studies/${study.id}/recruit`;
  const { source } = study.study.recruitment;
  const isUsed = source === "personal" || source === "singleUse";
  return (
    <section aria-labelledby="personal">
      <h2 id="personal">Personal links</h2>
      {!isUsed && (
        <p class="help">
          The study does not ask for one now: everybody who comes by a link of their own is let in too.
        </p>
      )}
      {links.length > 0 && <Note kind="good">Copy these now; they are not shown again.</Note>}
      {links.length > 0 && (
        <textarea readonly rows={Math.min(20, links.length + 1)} aria-label="New links">
          {links.map((link) => `${url}?link=${link}`).join("\n")}
        </textarea>
      )}
      <Form visit={visit} action={at}>
        <Field
          name="count"
          label="How many"
          type="number"
          help="Each opens the study for one person."
          value={field(visit, "count") || "10"}
        />
        <Field
          name="label"
          label="Label"
          need="optional"
          help="To tell them apart later, such as newsletter March."
          value={field(visit, "label")}
        />
        <Field
          name="expires"
          label="Last day"
          type="date"
          need="optional"
          help="They open nothing from the day after on (UTC)."
          value={field(visit, "expires")}
        />
        <div class="row">
          <button type="submit">Make links</button>
          <button class="quiet" type="submit" name="as" value="csv">
            Make links as CSV
          </button>
        </div>
      </Form>
      <Table
        columns={["Label", "Made", "Used", "Last moment", ""]}
        numbers={[2]}
        empty="None made so far."
        rows={batches.map((batch) => [
          batch.label || "without a label",
          <When at={batch.madeAt} />,
          `${batch.used} of ${batch.made}`,
          batch.expiresAt === null ? "" : <When at={batch.expiresAt} />,
          <Revoke visit={visit} at={at} batch={batch} />,
        ])}
      />
    </section>
  );
}

function Revoke({ visit, at, batch }: { readonly visit: Visit; readonly at: string; readonly batch: LinkBatch }) {
  if (batch.revokedAt !== null) return <span>Unused ones taken back</span>;
  if (batch.used === batch.made) return null;
  return (
    <Form visit={visit} action={`${at}/${batch.id}`}>
      <button class="quiet small" type="submit">
        Take back the {batch.made - batch.used} unused
      </button>
    </Form>
  );
}
