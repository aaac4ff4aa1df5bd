// Sound and desktop notices: the state of each, and a way to try it.
import { useState } from "preact/hooks";
import { askPermission, notify, permission, type Permission } from "../alert/notify";
import { once, sound } from "../alert/ring";
import { Act } from "../parts/act";
import { PushSettings, type PushSettingsProps } from "../push/push_settings";
import { Modal } from "../parts/modal";

const SOUND = {
  ready: "Sound is ready.",
  held: "The browser holds sound back until you press something on this page.",
  none: "This browser has no sound.",
} as const;

const ALLOWED: Readonly<Record<Permission, string>> = {
  granted: "Desktop notices are allowed.",
  denied: "The browser blocks desktop notices. You can change that in its settings for this site.",
  default: "Desktop notices are not allowed yet.",
  none: "This browser has no desktop notices.",
};

export function AlertSettings(roles: PushSettingsProps) {
  const [open, setOpen] = useState(false);
  const quiet = sound.value !== "ready" || permission.value !== "granted";
  return (
    <>
      <button type="button" class="plain" onClick={() => setOpen(true)}>
        Alerts{quiet ? " (check)" : ""}
      </button>
      {open ? <Settings {...roles} close={() => setOpen(false)} /> : null}
    </>
  );
}

interface SettingsProps extends PushSettingsProps {
  readonly close: () => void;
}

function Settings({ answers, moderates, close }: SettingsProps) {
  const may = permission.value;
  return (
    <Modal title="Alerts" close={close}>
      <h3>Sound</h3>
      <p role="status">{SOUND[sound.value]}</p>
      <p class="row">
        <Act run={() => once("offer")}>Play test: an offer</Act>
        <Act run={() => once("urgent")}>Play test: urgent</Act>
      </p>
      <h3>Desktop notices</h3>
      <p role="status">{ALLOWED[may]}</p>
      <p class="quiet small">They come while you look at something else, and hold no names and no words.</p>
      <p class="row">
        {may === "default" ? <Act run={askPermission}>Allow notices</Act> : null}
        {may === "granted" ? <Act run={() => notify("This is a test", "test")}>Show a test</Act> : null}
      </p>
      {answers || moderates ? <PushSettings answers={answers} moderates={moderates} /> : null}
      <p class="row">
        <button type="button" class="primary" onClick={close}>
          Done
        </button>
      </p>
    </Modal>
  );
}
