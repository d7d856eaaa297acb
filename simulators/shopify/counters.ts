/** What the simulator has been asked since the start or the last reset. */
export interface CounterValues {
  /** HTTP requests to the GraphQL endpoint, refused ones included. */
  readonly requests: number;
  /** Query operations carried out. */
  readonly queries: number;
  /** Mutation root fields carried out, by name; refused by a userError counts too. */
  readonly mutations: Readonly<Record<string, number>>;
  readonly mutationsTotal: number;
  /** Points finally charged. */
  readonly points: number;
  /** Requests answered THROTTLED. */
  readonly throttled: number;
  /** Access tokens issued. */
  readonly signIns: number;
}

const none: CounterValues = {
  requests: 0,
  queries: 0,
  mutations: {},
  mutationsTotal: 0,
  points: 0,
  throttled: 0,
  signIns: 0,
};

export class Counters {
  #values = none;

  get values(): CounterValues {
    return this.#values;
  }

  reset(): void {
    this.#values = none;
  }

  add(counter: Exclude<keyof CounterValues, 'mutations' | 'mutationsTotal'>, amount = 1): void {
    this.#values = { ...this.#values, [counter]: this.#values[counter] + amount };
  }

  addMutation(rootField: string): void {
    const { mutations, mutationsTotal } = this.#values;
    const counted = { ...mutations, [rootField]: (mutations[rootField] ?? 0) + 1 };
    this.#values = { ...this.#values, mutations: counted, mutationsTotal: mutationsTotal + 1 };
  }
}
