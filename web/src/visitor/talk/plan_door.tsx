// The way to the safety plan: it is fetched when somebody opens it.
import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { Dialog } from "../../shared/dialog";
import type { BeforeProps } from "../before";
import { WORDS } from "../words";

const AGAIN = 3000;

interface PlanDialogProps extends BeforeProps {
  readonly close: () => void;
}

export function PlanDialog({ close, ...props }: PlanDialogProps) {
  const Plan = usePlan();
  return (
    <Dialog title={WORDS.chat.plan.title} close={close}>
      {Plan === null ? <p role="status">{WORDS.chat.common.connecting}</p> : <Plan {...props} />}
      <button type="button" class="primary" onClick={close}>
        {WORDS.chat.plan.done}
      </button>
    </Dialog>
  );
}

/** The other one has begun, and this page has not been there yet. */
export function PlanBegun({ state, visit, open }: BeforeProps & { readonly open: () => void }) {
  const begun = state.view?.plan?.entries.some((one) => one.role !== "visitor") ?? false;
  if (!begun || visit.planSeen) return null;
  return (
    <aside class="card">
      <p role="status">{WORDS.chat.plan.begun}</p>
      <button type="button" onClick={open}>
        {WORDS.chat.plan.look}
      </button>
    </aside>
  );
}

/** Asked for until it comes: the line may be down. */
function usePlan(): ComponentType<BeforeProps> | null {
  const [found, setFound] = useState<{ readonly Plan: ComponentType<BeforeProps> } | null>(null);
  useEffect(() => {
    let wanted = true;
    const look = (): void => {
      import("../plan/plan").then(
        (made) => wanted && setFound({ Plan: made.default }),
        () => wanted && setTimeout(look, AGAIN),
      );
    };
    look();
    return () => void (wanted = false);
  }, []);
  return found?.Plan ?? null;
}
