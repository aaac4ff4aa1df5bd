// Staff at work: the lines for their roles, the tabs, and the page in front.
import type { ComponentChild } from "preact";
import { useEffect, useState } from "preact/hooks";
import { Announcer } from "../../shared/announcer";
import { Unbroken } from "../../shared/unbroken";
import { startAlerts } from "../alert/alerts";
import { spoken } from "../alert/spoken";
import type { Me } from "../../contract";
import { ask } from "../api";
import { Dues } from "../account/dues";
import { AccountPage } from "../account/account_page";
import { ProofQuestion } from "../account/proof_question";
import { WaysBack } from "../back/ways_back";
import { DeskPage } from "../desk/desk_page";
import { openDesk, type DeskSession } from "../desk/session";
import { watchCoaching } from "../care/new_coaching";
import { ReportPage } from "../figures/report_page";
import { People } from "../people/people";
import { RoomsPage } from "../rooms/rooms_page";
import { locked } from "../locked";
import { Posts } from "../parts/posts";
import { waiting } from "../proof";
import { ReviewPage } from "../review/review_page";
import { RulesPage } from "../rules/rules_page";
import type { Service } from "../service";
import { Reminder } from "../shifts/reminder";
import { ShiftsPage } from "../shifts/shifts_page";
import { TrainingPage } from "../training/training_page";
import { SystemPage } from "../system/system_page";
import { openWall, type WallSession } from "../wall/session";
import { Presses } from "../wall/presses";
import { WallPage } from "../wall/wall_page";
import { Head } from "./head";
import { startLocking } from "./lock";
import { LockScreen } from "./lock_screen";
import { front as shown, type Tab, tab, tabsOf } from "./tabs";

export interface HouseProps {
  readonly me: Me;
  readonly service: Service;
  readonly left: () => void;
}

interface Lines {
  readonly desk: DeskSession | null;
  readonly wall: WallSession | null;
}

export function House({ me, service, left }: HouseProps) {
  const lines = useLines(me, service, left);
  const tabs = tabsOf(me.roles);
  const front = tabs.find((one) => one === tab.value) ?? tabs[0] ?? null;
  useEffect(() => void (shown.value = front), [front]);
  const leave = async () => {
    await ask("/api/sign-out", {});
    left();
  };
  const open = !locked.value;
  useEffect(() => (open && me.roles.includes("peer") ? watchCoaching() : undefined), [me, open]);
  useEffect(() => (open ? undefined : waiting.peek()?.settle(false)), [open]);
  useEffect(() => startLocking(service.lock_minutes), [service]);
  return (
    <>
      <Announcer text={spoken.value} />
      {open ? null : <LockScreen name={me.name} {...lines} leave={leave} />}
      {open ? <Open me={me} service={service} tabs={tabs} front={front} {...lines} leave={leave} /> : null}
    </>
  );
}

interface OpenProps extends FrontProps {
  readonly tabs: readonly Tab[];
  readonly leave: () => Promise<void>;
}

/** All of it goes off the page when it is locked, not only out of sight. */
function Open({ me, service, tabs, front, desk, wall, leave }: OpenProps) {
  return (
    <div class="house">
      <Head me={me} name={service.name} tabs={tabs} front={front} desk={desk} wall={wall} leave={leave} />
      <Reminder me={me} />
      <WaysBack me={me} />
      <Dues />
      {me.roles.includes("peer") || me.roles.includes("moderator") ? (
        <Posts watches={me.roles.includes("moderator")} />
      ) : null}
      {wall ? <Presses session={wall} front={front} /> : null}
      {/* Alarms go on sounding beside a page that cannot be drawn. */}
      <Unbroken key={front} instead={<Broken />}>
        <Front front={front} me={me} service={service} desk={desk} wall={wall} />
      </Unbroken>
      <ProofQuestion />
    </div>
  );
}

function Broken() {
  return (
    <p class="trouble" role="alert">
      This page could not be shown: it may be older than the service. Please load it again.
    </p>
  );
}

interface FrontProps extends Lines {
  readonly front: Tab | null;
  readonly me: Me;
  readonly service: Service;
}

/** While the line of the desk or of the wall is not there yet, the account stands in its place. */
const PAGES: Readonly<Record<Tab, (props: FrontProps) => ComponentChild>> = {
  desk: ({ me, desk, service }) => (desk ? <DeskPage session={desk} service={service} /> : <AccountPage me={me} />),
  wall: ({ me, wall, service }) => (wall ? <WallPage session={wall} service={service} /> : <AccountPage me={me} />),
  review: ({ me, service }) => <ReviewPage me={me} service={service} />,
  shifts: ({ me }) => <ShiftsPage me={me} />,
  rooms: ({ service }) => <RoomsPage service={service} />,
  training: ({ me, service, desk }) => <TrainingPage me={me} service={service} desk={desk} />,
  reports: () => <ReportPage />,
  rules: () => <RulesPage />,
  system: () => <SystemPage />,
  people: ({ me, service }) => <People me={me} service={service} />,
  account: ({ me }) => <AccountPage me={me} />,
};

function Front(props: FrontProps) {
  return <>{PAGES[props.front ?? "account"](props)}</>;
}

/** One line for each role, whichever tab is in front: an offer must ring on every page. */
function useLines(me: Me, service: Service, left: () => void): Lines {
  const [lines, setLines] = useState<Lines>({ desk: null, wall: null });
  useEffect(() => {
    const desk = me.roles.includes("peer") ? openDesk(me, left) : null;
    const wall = me.roles.includes("moderator") ? openWall(me, left) : null;
    const title = `Console · ${service.name}`;
    const quiet = startAlerts({ desk: desk?.desk ?? null, wall: wall?.wall ?? null, title, away: service.away_seconds });
    setLines({ desk, wall });
    return () => {
      quiet();
      desk?.close();
      wall?.close();
    };
  }, [me]);
  return lines;
}
