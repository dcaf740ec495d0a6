// A value that can be watched; the smallest store there is.

export interface Store<T> {
  get(): T;
  set(next: T): void;
  /** Call `watcher` after each change; return the removal. */
  watch(watcher: () => void): () => void;
}

/** Make a store; setting the value it already has wakes nobody. */
export function createStore<T>(initial: T): Store<T> {
  let value = initial;
  const watchers = new Set<() => void>();
  return {
    get: () => value,
    set(next) {
      if (Object.is(next, value)) return;
      value = next;
      for (const watcher of [...watchers]) watcher();
    },
    watch(watcher) {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
  };
}
