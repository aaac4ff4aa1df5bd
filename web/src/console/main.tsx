// The staff console comes to life.
import { render } from "preact";
import "../shared/styles/base.css";
import "./styles/console.css";
import "./styles/forms.css";
import "./styles/parts.css";
import "./styles/care.css";
import "./styles/rooms.css";
import "./styles/talk.css";
import "./styles/phrases.css";
import "./styles/columns.css";
import "./styles/shifts.css";
import { startClock } from "./clock";
import { holdsInvitation, takeInvitation, takeWayBack } from "./entry/fragment";
import { Console } from "./house/console";
import { followAddress } from "./house/tabs";
import { holdsJoinLink, takeJoinLink } from "./join/fragment";
import { JoinPage } from "./join/join_page";
import { readService } from "./service";
import { AllLines } from "./talk/sent_line";

const root = document.getElementById("console");
if (root) {
  const invitation = takeInvitation(window);
  const wayBack = takeWayBack(window);
  startClock();
  followAddress();
  // Opened in a tab that shows the console already, a link changes only what stands after the "#".
  window.addEventListener("hashchange", () => {
    if (holdsInvitation(location) || holdsJoinLink(location)) location.reload();
  });
  if (location.pathname === "/join") {
    const link = takeJoinLink(window);
    render(<JoinPage name={readService(document).name} link={link} />, root);
  } else {
    const service = readService(document);
    render(
      <AllLines.Provider value={service.resources}>
        <Console service={service} invitation={invitation} wayBack={wayBack} />
      </AllLines.Provider>,
      root,
    );
  }
}
