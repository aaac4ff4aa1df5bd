// A component that shows a store's value and is drawn again when it changes.
import { useEffect, useState } from "preact/hooks";
import type { Store } from "./store";

export function useStore<State, Change>(store: Store<State, Change>): State {
  const [state, show] = useState(store.state);
  useEffect(() => {
    show(store.state); // it may have changed between the first drawing and this
    return store.watch(show);
  }, [store]);
  return state;
}
