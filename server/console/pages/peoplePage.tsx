import type { VNode } from "preact";
import { type PeopleFilter, type PersonSummary, peopleFilters, type StoredStudy } from "../../store/store.ts";
import type { Visit } from "../consoleRoute.ts";
import { Field, Form, Layout, Note, ShortId, Table, When } from "./layout.tsx";

type Common = { readonly visit: Visit; readonly study: StoredStudy };

/** Participants, under numbers instead of names. */
export function PeoplePage(
  props: Common & {
    readonly people: readonly PersonSummary[];
    readonly filter: PeopleFilter;
    readonly found?: string | null;
    /** Where those who started earlier are listed. */
    readonly older?: string;
    readonly note?: string;
    readonly fault?: string;
    /** Whose withdrawal can be taken back for a moment. */
    readonly withdrawn?: string;
  },
): VNode {
  const { visit, study, people, filter, found, older, note, fault, withdrawn } = props;
  const at = `/studies/${study.id}/people`;
  return (
    <Layout title="People" visit={visit} study={study} place="/people">
      <h1>People</h1>
      {fault && <Note kind="bad">{fault}</Note>}
      {note && <Note kind="good">{note}</Note>}
      {withdrawn && <TakeBack visit={visit} action={`${at}/${withdrawn}/back`} />}
      <Form visit={visit} action={`${at}/find`}>
        <Field
          name="panelId"
          label="Find by a code, a link, or the panel's id"
          help="For someone who writes to withdraw or to see their data: the completion code they were given, the code of their own data, the code of what they won, their personal link, our number of them, or the panel's."
        />
        <button class="quiet" type="submit">
          Find
        </button>
      </Form>
      {found === null && <Note kind="warn">Nobody has this code or id, or they have been erased.</Note>}
      {found === undefined && <Filters at={at} filter={filter} />}
      <Table
        columns={["Person", "Started", "Finished", "Trials", "Remarks", ...(found === undefined ? [] : [""])]}
        numbers={[3]}
        empty={found === undefined ? "Nobody is in this list." : ""}
        rows={people.map((person) => [
          <a href={`${at}/${person.participantId}`}>
            <ShortId id={person.participantId} />
          </a>,
          <When at={person.startedAt} />,
          <When at={person.finishedAt} />,
          person.trials,
          remarks(person),
          ...(found === undefined
            ? []
            : [<PersonActions visit={visit} at={`${at}/${person.participantId}`} person={person} />]),
        ])}
      />
      {older && (
        <p>
          <a href={older}>People who started earlier</a>
        </p>
      )}
      {found === undefined && <WholeList visit={visit} action={`${at}/list`} filter={filter} />}
    </Layout>
  );
}

function TakeBack({ visit, action }: { readonly visit: Visit; readonly action: string }) {
  return (
    <Form visit={visit} action={action}>
      <Note kind="good">The person is withdrawn; nothing more is stored or linked.</Note>
      <button class="quiet" type="submit">
        Take it back (within ten seconds)
      </button>
    </Form>
  );
}

type Listed = { readonly visit: Visit; readonly action: string; readonly filter: PeopleFilter };

/** The list on this page, all of it, as a table. */
function WholeList({ visit, action, filter }: Listed) {
  return (
    <details>
      <summary>This list as CSV…</summary>
      <Form visit={visit} action={action}>
        <input type="hidden" name="filter" value={filter} />
        <Field
          name="recipient"
          label="Who gets it"
          help="People under our numbers, with their times and trials; kept in the audit, so that erasures can be passed on."
        />
        <button class="quiet" type="submit">
          Download the list
        </button>
      </Form>
    </details>
  );
}

const filterNames: Readonly<Record<PeopleFilter, string>> = {
  people: "Everybody but simulated people",
  finished: "Finished",
  unfinished: "Not finished",
  withdrawn: "Withdrew",
  troubled: "Something missing or refused",
  pilot: "Pilot",
  simulated: "Simulated",
};

function Filters({ at, filter }: { readonly at: string; readonly filter: PeopleFilter }) {
  return (
    <nav aria-label="Which people">
      <ul class="chips">
        {peopleFilters.map((one) => (
          <li key={one}>
            <a
              href={one === "people" ? at : `${at}/only/${one}`}
              {...(one === filter ? { "aria-current": "page" as const } : {})}
            >
              {filterNames[one]}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

export function remarks(person: PersonSummary): string {
  return [
    person.isSimulated && "simulated",
    person.isPilot && "pilot",
    person.withdrawnAt && "withdrew",
    person.hasGaps && "trials missing",
    person.refused > 0 && `${person.refused} refused`,
  ]
    .filter((word) => typeof word === "string")
    .join(", ");
}

export function PersonActions({
  visit,
  at,
  person,
}: {
  readonly visit: Visit;
  readonly at: string;
  readonly person: PersonSummary;
}) {
  return (
    <div class="row">
      <a href={`${at}/copy`}>Copy of the data</a>
      {person.withdrawnAt === null && (
        <Form visit={visit} action={`${at}/withdraw`}>
          <button class="quiet small" type="submit">
            Withdraw
          </button>
        </Form>
      )}
      <details>
        <summary>Erase…</summary>
        <Form visit={visit} action={`${at}/erase`}>
          <p>Everything of this person is destroyed, {person.trials} trials among it; nobody can bring it back.</p>
          <Field
            id={`confirm-${person.participantId}`}
            name="confirm"
            label={`Type ${person.participantId.slice(0, 4)}`}
            help="The first four characters of the person's number."
          />
          <button class="quiet small" type="submit">
            Erase for good
          </button>
        </Form>
      </details>
    </div>
  );
}
