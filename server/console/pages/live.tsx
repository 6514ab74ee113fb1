import type { VNode } from "preact";
import type { HourCount, LivePerson } from "../../store/store.ts";
import type { Bar, Factor, LiveView } from "../live/liveView.ts";
import { moment } from "../reader.ts";
import { Table } from "./layout.tsx";

type Props = { readonly view: LiveView; readonly studyId: string; readonly maySeeSessions: boolean };

/** How a study goes. A page that is open puts a newer one in its place. */
export function Live({ view, studyId, maySeeSessions }: Props): VNode {
  const { quota, medianMinutes, newest } = view;
  return (
    <>
      <h2>How far people come</h2>
      <Bars bars={view.funnel} />
      {quota && <Bars bars={[{ ...quota, name: `Planned number: ${quota.of}` }]} />}
      {medianMinutes !== null && (
        <p class="help">Half of those who finished took at most {medianMinutes.toFixed(1)} minutes.</p>
      )}
      <h2>Measure by measure</h2>
      <p class="help">Of the {newest} newest people, those who agreed: how many reached each measure.</p>
      <Bars bars={view.measures} />
      <h2>At work now</h2>
      <AtWork view={view} studyId={studyId} maySeeSessions={maySeeSessions} />
      <h2>Arrivals in the last 24 hours</h2>
      <Arrivals hours={view.hours} />
      <h2>Groups of the design</h2>
      {view.cells.length === 0 && <p class="empty">The study draws nothing.</p>}
      {view.cells.map((factor) => (
        <Cells key={factor.name} factor={factor} />
      ))}
      <h2>Devices and languages</h2>
      <p class="help">Of the {newest} newest people.</p>
      <Bars bars={[...view.devices, ...view.languages]} />
    </>
  );
}

/** Counts as bars, with the number of how many beside each. */
export function Bars({ bars }: { readonly bars: readonly Bar[] }): VNode {
  if (bars.length === 0) return <p class="empty">Nobody yet.</p>;
  return (
    <table class="bars">
      <tbody>
        {bars.map(({ name, count, of }) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td class="number">
              {count} of {of}
            </td>
            <td aria-hidden="true">
              <progress value={of === 0 ? 0 : Math.min(1, count / of)} max={1} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Cells({ factor: { name, levels, ratio, isOdd } }: { readonly factor: Factor }) {
  return (
    <>
      <h3>{name}</h3>
      <Bars bars={levels} />
      {ratio !== null && (
        <p class={isOdd ? "note warn" : "help"}>
          {isOdd ? "These groups should be of one size, and are not: look at how people come into them. " : ""}
          Sample-ratio test: p {ratio < 0.001 ? "< 0.001" : `= ${ratio.toFixed(3)}`}
        </p>
      )}
    </>
  );
}

function AtWork({ view, studyId, maySeeSessions }: Props) {
  return (
    <Table
      columns={["Session", "Began", "Last heard of", "Is at", "Trials", "Missing between", "Refused"]}
      numbers={[4, 5, 6]}
      empty="Nobody at this moment."
      rows={view.atWork.map((person) => [
        maySeeSessions ? (
          <a href={`/studies/${studyId}/sessions/${person.sessionId}`}>{person.sessionId.slice(0, 8)}</a>
        ) : (
          person.sessionId.slice(0, 8)
        ),
        moment(person.startedAt),
        moment(person.seenAt),
        placeOf(person, view),
        person.trials,
        person.gaps,
        person.refused,
      ])}
    />
  );
}

function placeOf({ instance }: LivePerson, { titles }: LiveView): string {
  return instance === null ? "the beginning" : (titles.get(instance) ?? instance);
}

const HEIGHT = 60;
const WIDTH = 10;

function Arrivals({ hours }: { readonly hours: readonly HourCount[] }) {
  const most = Math.max(1, ...hours.map(({ started }) => started));
  const sum = hours.reduce((all, { started }) => all + started, 0);
  const [first = "", last = ""] = [hours[0]?.hour, hours.at(-1)?.hour].map((hour) => hour && `${hour}:00:00.000Z`);
  return (
    <figure>
      <svg
        class="chart"
        viewBox={`0 0 ${hours.length * WIDTH} ${HEIGHT}`}
        role="img"
        aria-label={`${sum} people in 24 hours, at most ${most} in one hour`}
      >
        {hours.map(({ hour, started }, at) => {
          const height = Math.round((started / most) * (HEIGHT - 2));
          return (
            <rect key={hour} x={at * WIDTH + 1} y={HEIGHT - height} width={WIDTH - 2} height={Math.max(height, 1)} />
          );
        })}
      </svg>
      <figcaption class="help">
        {sum} people, from the hour of {moment(first)} to that of {moment(last)}; at most {most} in an hour.
      </figcaption>
    </figure>
  );
}
