// One value, and those who want to know when it changes.

export interface Store<State, Change> {
  readonly state: State;
  apply(change: Change): void;
  watch(seen: (state: State) => void): () => void;
}

export function createStore<State, Change>(
  start: State,
  next: (state: State, change: Change) => State,
): Store<State, Change> {
  let state = start;
  const watchers = new Set<(state: State) => void>();
  return {
    get state() {
      return state;
    },
    apply(change) {
      const before = state;
      state = next(state, change);
      if (state !== before) watchers.forEach((seen) => seen(state));
    },
    watch(seen) {
      watchers.add(seen);
      return () => {
        watchers.delete(seen);
      };
    },
  };
}
