import type { Counters } from './counters.ts';
import { faultKinds } from './faults.ts';
import type { Fault, FaultPlan } from './faults.ts';
import type { ControlAnswer } from './http-server.ts';
import type { Switches } from './options.ts';
import type { ShopEditor } from './admin-edits.ts';
import type { ShopSnapshot } from './store.ts';

/** What the control endpoint can reach. */
interface Controlled {
  readonly editor: ShopEditor;
  readonly faults: FaultPlan;
  readonly counters: Counters;
  readonly switches: () => Switches;
  readonly setSwitches: (patch: Partial<Switches>) => void;
  readonly clock: {
    readonly now: () => Date;
    /** Sets how many seconds the shop's time is ahead of the clock it was started with. */
    readonly setAhead: (seconds: number) => void;
  };
}

/** An edit as another process sends it: `{"edit": "editCustomer", "arguments": ["gid://…", {…}]}`. */
interface EditRequest {
  readonly edit: keyof ShopEditor;
  readonly arguments: readonly unknown[];
}

const edits = new Set<string>([
  'addCustomer',
  'addOrder',
  'editCustomer',
  'deleteCustomer',
  'addAddress',
  'editAddress',
  'removeAddress',
  'setDefaultAddress',
  'defineMetafield',
  'setMetafield',
  'customer',
  'addCompany',
  'editCompany',
  'deleteCompany',
  'addCompanyLocation',
  'editCompanyLocation',
  'setCompanyAddress',
  'removeCompanyLocation',
  'addCompanyContact',
  'editCompanyContact',
  'removeCompanyContact',
  'setMainContact',
  'setContactRole',
  'company',
]);

const ok = (body: unknown): ControlAnswer => ({ status: 200, body });
const refused = (error: string): ControlAnswer => ({ status: 400, body: { error } });

/**
 * The in-process control for other processes, as JSON over HTTP below `/_simulator`:
 *
 * - `GET /counters`, `DELETE /counters`
 * - `GET /faults`, `POST /faults` (a fault or a list), `DELETE /faults`
 * - `GET /switches`, `POST /switches` (a patch)
 * - `GET /clock`, `POST /clock` (`{ahead}`: the seconds that the shop's time is ahead; 0 sets it right again)
 * - `POST /edits` (`{edit, arguments}` or a list of them), answers the results
 * - `GET /snapshot`, `POST /snapshot`
 */
export function createControl(
  controlled: Controlled,
): (method: string, path: string, body: string) => ControlAnswer {
  const { editor, faults, counters, clock } = controlled;
  const routes: Readonly<Record<string, (body: unknown) => ControlAnswer>> = {
    'GET /counters': () => ok(counters.values),
    'DELETE /counters': () => {
      counters.reset();
      return ok(counters.values);
    },
    'GET /faults': () => ok(faults.pending()),
    'POST /faults': (body) => {
      const added = (Array.isArray(body) ? body : [body]) as readonly Fault[];
      const unknown = added.find(({ kind }) => !faultKinds.includes(kind));
      if (unknown)
        return refused(`There is no fault ${String(unknown.kind)}; known are ${faultKinds.join(', ')}.`);
      faults.inject(...added);
      return ok(faults.pending());
    },
    'DELETE /faults': () => {
      faults.clear();
      return ok([]);
    },
    'GET /switches': () => ok(controlled.switches()),
    'POST /switches': (body) => {
      const patch = body as Partial<Switches>;
      const known = controlled.switches();
      const unknown = Object.keys(patch).find((name) => !(name in known));
      if (unknown !== undefined)
        return refused(`There is no switch ${unknown}; known are ${Object.keys(known).join(', ')}.`);
      controlled.setSwitches(patch);
      return ok(controlled.switches());
    },
    'GET /clock': () => ok({ now: clock.now().toISOString() }),
    'POST /clock': (body) => {
      const ahead = (body as { readonly ahead?: unknown } | undefined)?.ahead;
      if (typeof ahead !== 'number' || !Number.isFinite(ahead))
        return refused('Say how many seconds ahead the clock is to be: {"ahead": 90}.');
      clock.setAhead(ahead);
      return ok({ now: clock.now().toISOString() });
    },
    'POST /edits': (body) => {
      const requests = (Array.isArray(body) ? body : [body]) as readonly EditRequest[];
      return ok(requests.map((request) => applyEdit(editor, request)));
    },
    'GET /snapshot': () => ok(editor.snapshot()),
    'POST /snapshot': (body) => {
      editor.load(body as ShopSnapshot);
      return ok({ customers: editor.customers().length });
    },
  };
  return (method, path, body) => {
    const route = routes[`${method} ${path}`];
    if (!route) return { status: 404, body: { error: `There is no ${method} ${path}.` } };
    try {
      return route(body === '' ? undefined : (JSON.parse(body) as unknown));
    } catch (error) {
      return refused(error instanceof Error ? error.message : String(error));
    }
  };
}

function applyEdit(editor: ShopEditor, request: EditRequest): unknown {
  if (!edits.has(request.edit)) throw new Error(`There is no edit ${String(request.edit)}.`);
  const edit = editor[request.edit] as (...args: readonly unknown[]) => unknown;
  return edit(...request.arguments) ?? null;
}
