/**
 * The one platform type the core names. ES2024 has no AbortSignal, and taking the DOM's or Node's library would open
 * the door to everything else in them; where both are loaded, the declarations merge.
 */
interface AbortSignal {
  readonly aborted: boolean;
  throwIfAborted(): void;
}
