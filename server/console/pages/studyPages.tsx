import type { VNode } from "preact";
import type { ImportReport } from "../../purchases/importReport.ts";
import { importKinds } from "../../purchases/importReport.ts";
import type { AuditRow, Member, PersonSummary, StoredStudy } from "../../store/store.ts";
import { roles } from "../../store/store.ts";
import type { Visit } from "../consoleRoute.ts";
import type { Progress } from "../progress.ts";
import { Field, Form, Layout, moment, Note, Table } from "./layout.tsx";

type Common = { readonly visit: Visit; readonly study: StoredStudy };

/** How a study goes: the funnel, the quota, the balance, what is flagged. Nothing about results. */
export function WatchPage({
  visit,
  study,
  progress,
  url,
}: Common & { readonly progress: Progress; readonly url: string }): VNode {
  const { real, simulated } = progress;
  const quota = study.study.quota?.completes;
  return (
    <Layout title="Watch" visit={visit} study={study} place="">
      <h1>How it goes</h1>
      <p>
        Participants' link: <a href={url}>{url}</a>
      </p>
      <Table
        columns={["", "Started", "Agreed", "Finished", "Withdrew", "With gaps", "With refused trials"]}
        numbers={[1, 2, 3, 4, 5, 6]}
        empty=""
        rows={[
          ["People", real.started, real.agreed, real.finished, real.withdrawn, real.withGaps, real.withRefused],
          ...(simulated.started === 0
            ? []
            : [
                [
                  "Simulated",
                  simulated.started,
                  simulated.agreed,
                  simulated.finished,
                  simulated.withdrawn,
                  simulated.withGaps,
                  simulated.withRefused,
                ],
              ]),
        ]}
      />
      {quota !== undefined && (
        <p>
          Quota: {real.finished} of {quota}.
        </p>
      )}
      <h2>Balance of the design</h2>
      <Table
        columns={["Factor", "Level", "Started", "Finished"]}
        numbers={[2, 3]}
        empty="Nobody has started yet."
        rows={progress.balance.map(({ factor, level, started, finished }) => [factor, level, started, finished])}
      />
      <h2>Flags</h2>
      <p class="help">Of the {progress.examined} newest sessions. A flag is a reason to look, never a removal.</p>
      <Table
        columns={["Flag", "What it means", "Sessions"]}
        numbers={[2]}
        empty="Nothing is flagged."
        rows={progress.flags.map(({ flag, meaning, sessions }) => [flag, meaning, sessions])}
      />
      <StateForm visit={visit} study={study} />
    </Layout>
  );
}

function StateForm({ visit, study }: Common): VNode | null {
  if (visit.role !== "researcher" && visit.role !== "owner") return null;
  const next = study.state === "open" ? (["paused", "Pause"] as const) : (["open", "Open"] as const);
  return (
    <Form visit={visit} action={`/studies/${study.id}/state`}>
      <input type="hidden" name="state" value={next[0]} />
      <button class="quiet" type="submit">
        {next[1]} the study
      </button>
    </Form>
  );
}

/** Links for participants. New personal links are shown once: only their hashes are kept. */
export function RecruitPage(props: Common & { readonly url: string; readonly links: readonly string[] }): VNode {
  const { visit, study, url, links } = props;
  const { source, panelParameter } = study.study.recruitment;
  return (
    <Layout title="Recruit" visit={visit} study={study} place="/recruit">
      <h1>Recruit</h1>
      <p>
        The study takes people by <strong>{source}</strong> links
        {panelParameter ? (
          <>
            {" "}
            with the panel's id in <code>{panelParameter}</code>
          </>
        ) : null}
        . Its address is <a href={url}>{url}</a>.
      </p>
      {links.length > 0 && <Note kind="good">Copy these now; they are not shown again.</Note>}
      {links.length > 0 && (
        <textarea readonly rows={Math.min(20, links.length + 1)} aria-label="New links">
          {links.map((link) => `${url}?link=${link}`).join("\n")}
        </textarea>
      )}
      <h2>Personal links</h2>
      <Form visit={visit} action={`/studies/${study.id}/recruit`}>
        <Field name="count" label="How many" type="number" help="Each opens the study for one person." value="10" />
        <button type="submit">Make links</button>
      </Form>
    </Layout>
  );
}

/** Purchases, coverage and the like: first a look, then the import. */
export function PurchasesPage({ visit, study, report }: Common & { readonly report?: ImportReport }): VNode {
  return (
    <Layout title="Purchases" visit={visit} study={study} place="/purchases">
      <h1>The company's records</h1>
      {report && <ImportResult report={report} />}
      <p>
        Only people who agreed to the linkage are matched. Rows that match nobody are counted and never stored. E-mail
        addresses and card numbers must be hashed on the owner's machine first: <code>saydo key</code>.
      </p>
      <Form visit={visit} action={`/studies/${study.id}/purchases`} kind="upload">
        <label for="kind">What it is</label>
        <select id="kind" name="kind">
          {importKinds.map((kind) => (
            <option key={kind}>{kind}</option>
          ))}
        </select>
        <Field name="file" label="CSV file" type="file" help="UTF-8, commas, a header; at most 50 MB." />
        <Field
          name="map"
          label="Columns"
          need="optional"
          help="Where names differ: our column = the file's, separated by commas. participant_key=klantnummer, purchased_at=datum"
        />
        <Field
          name="dateFormat"
          label="Dates"
          need="optional"
          help="Where they are not ISO 8601, such as dd-MM-yyyy."
        />
        <button type="submit" name="act" value="try">
          See what would match
        </button>{" "}
        <button class="quiet" type="submit" name="act" value="keep">
          Import
        </button>
      </Form>
    </Layout>
  );
}

function ImportResult({ report }: { readonly report: ImportReport }): VNode {
  return (
    <>
      <Note kind={report.isDryRun ? "warn" : "good"}>
        {report.isDryRun ? "Nothing has been imported yet. This is what would happen." : "Imported."}
      </Note>
      <Table
        columns={["", "Rows"]}
        numbers={[1]}
        empty=""
        rows={Object.entries(report.counts).map(([what, rows]) => [
          what.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`),
          rows,
        ])}
      />
      {report.problems.length > 0 && (
        <Table
          columns={["Row", "Mistake"]}
          numbers={[0]}
          empty=""
          rows={report.problems.map(({ row, detail }) => [row, detail])}
        />
      )}
    </>
  );
}

export type ReportState = { readonly state: "none" | "running" | "failed" | "ready"; readonly madeAt?: string };

/** Exports and the report. */
export function ResultsPage(props: Common & { readonly report: ReportState; readonly isEarly: boolean }): VNode {
  const { visit, study, report, isEarly } = props;
  const mayAnalyse = visit.role !== "viewer";
  return (
    <Layout title="Results" visit={visit} study={study} place="/results">
      <h1>Results</h1>
      {report.state === "running" && (
        <Note kind="warn">The report is being made. Load this page again in a minute.</Note>
      )}
      {report.state === "failed" && <Note kind="bad">The report could not be made; the server's log says why.</Note>}
      {mayAnalyse && isEarly && (
        <Note kind="warn">
          The planned number of people has not been reached. Looking at the comparison now and deciding by it whether to
          go on makes its p-values wrong; the audit records that you looked.
        </Note>
      )}
      {mayAnalyse && (
        <Form visit={visit} action={`/studies/${study.id}/report`}>
          <button type="submit">Make the report</button>
        </Form>
      )}
      {mayAnalyse && (
        <Form visit={visit} action={`/studies/${study.id}/export`}>
          <label for="format">Export</label>
          <select id="format" name="format">
            {["csv", "jsonl", "parquet", "psych-ds"].map((format) => (
              <option key={format}>{format}</option>
            ))}
          </select>
          <label>
            <input type="checkbox" name="spreadsheet" value="1" />
            Safe to open in a spreadsheet (csv)
          </label>
          <Field
            name="recipient"
            label="Who gets it"
            help="So that they can be told whom to delete."
            value={visit.account?.name ?? ""}
          />
          <button class="quiet" type="submit">
            Download
          </button>
        </Form>
      )}
      {report.state === "ready" && <h2>Report of {moment(report.madeAt ?? null)}</h2>}
      {report.state === "ready" && <iframe title="Report" src={`/studies/${study.id}/report`} sandbox="" />}
    </Layout>
  );
}

/** Participants, under numbers instead of names. */
export function PeoplePage(
  props: Common & {
    readonly people: readonly PersonSummary[];
    readonly found?: string | null;
    readonly note?: string;
  },
): VNode {
  const { visit, study, people, found, note } = props;
  const at = `/studies/${study.id}/people`;
  return (
    <Layout title="People" visit={visit} study={study} place="/people">
      <h1>People</h1>
      {note && <Note kind="good">{note}</Note>}
      <Form visit={visit} action={`${at}/find`}>
        <Field
          name="panelId"
          label="Find by the panel's id"
          help="For someone who writes to withdraw or to see their data."
        />
        <button class="quiet" type="submit">
          Find
        </button>
      </Form>
      {found === null && <Note kind="warn">Nobody came with this id, or they have been erased.</Note>}
      <Table
        columns={["Person", "Started", "Finished", "Trials", "Remarks", ""]}
        numbers={[3]}
        empty="Nobody has started yet."
        rows={people.map((person) => [
          <code>{person.participantId}</code>,
          moment(person.startedAt),
          moment(person.finishedAt),
          person.trials,
          remarks(person),
          <PersonActions visit={visit} at={`${at}/${person.participantId}`} person={person} />,
        ])}
      />
    </Layout>
  );
}

function remarks(person: PersonSummary): string {
  return [
    person.isSimulated && "simulated",
    person.withdrawnAt && "withdrew",
    person.hasGaps && "trials missing",
    person.refused > 0 && `${person.refused} refused`,
  ]
    .filter((word) => typeof word === "string")
    .join(", ");
}

function PersonActions({
  visit,
  at,
  person,
}: {
  readonly visit: Visit;
  readonly at: string;
  readonly person: PersonSummary;
}) {
  return (
    <>
      <a href={`${at}/copy`}>Copy of the data</a>{" "}
      {person.withdrawnAt === null && (
        <Form visit={visit} action={`${at}/withdraw`}>
          <button class="quiet small" type="submit">
            Withdraw
          </button>
        </Form>
      )}
      <Form visit={visit} action={`${at}/erase`}>
        <button class="quiet small" type="submit">
          Erase for good
        </button>
      </Form>
    </>
  );
}

/** Who may do what with a study. */
export function MembersPage(props: Common & { readonly members: readonly Member[]; readonly link?: string }): VNode {
  const { visit, study, members, link } = props;
  return (
    <Layout title="Members" visit={visit} study={study} place="/members">
      <h1>Members</h1>
      {link && (
        <Note kind="good">
          Send this link; it works once, for a week: <code>{link}</code>
        </Note>
      )}
      <Table
        columns={["Name", "E-mail", "Role", ""]}
        empty="Nobody but whoever runs the server."
        rows={members.map(({ account, role }) => [
          account.name,
          account.email,
          role,
          <Form visit={visit} action={`/studies/${study.id}/members/${account.id}`}>
            <RoleChoice name="role" chosen={role} />
            <button class="quiet small" type="submit">
              Change
            </button>
          </Form>,
        ])}
      />
      <h2>Invite</h2>
      <Form visit={visit} action={`/studies/${study.id}/members`}>
        <label for="role">Role</label>
        <RoleChoice name="role" chosen="analyst" id="role" />
        <p class="help">
          A viewer sees how it goes; an analyst also the pseudonymous data and the report; a researcher runs the study
          and meets its participants; an owner decides who may do what.
        </p>
        <button type="submit">Make a link</button>
      </Form>
    </Layout>
  );
}

function RoleChoice({ name, chosen, id }: { readonly name: string; readonly chosen: string; readonly id?: string }) {
  return (
    <select name={name} {...(id === undefined ? { "aria-label": "Role" } : { id })}>
      {[...roles, ...(id === undefined ? ["none"] : [])].map((role) => (
        <option key={role} selected={role === chosen}>
          {role}
        </option>
      ))}
    </select>
  );
}

/** What was done, newest first. */
export function AuditPage(props: {
  readonly visit: Visit;
  readonly study?: StoredStudy;
  readonly rows: readonly AuditRow[];
}): VNode {
  const { visit, study, rows } = props;
  return (
    <Layout title="Audit" visit={visit} {...(study ? { study, place: "/audit" } : {})}>
      <h1>Audit</h1>
      <p>Every line holds the hash of the one before; saydo verify checks them all.</p>
      <Table
        columns={["", "When", "Who", "What", "About", "Details"]}
        numbers={[0]}
        empty="Nothing has been done yet."
        rows={rows.map(({ seq, at, actor, action, subject, details }) => [
          seq,
          moment(at),
          actor,
          action,
          subject ?? "",
          details === "{}" ? "" : details,
        ])}
      />
    </Layout>
  );
}

/** A refusal, in the same words as everywhere. */
export function ProblemPage(props: {
  readonly visit: Visit;
  readonly title: string;
  readonly detail: string;
  readonly todo?: string;
}): VNode {
  const { visit, title, detail, todo } = props;
  return (
    <Layout title={title} visit={visit}>
      <h1>{title}</h1>
      <p>{detail}</p>
      {todo && <p>{todo}</p>}
      <p>
        <a href="/studies">To the studies</a>
      </p>
    </Layout>
  );
}
