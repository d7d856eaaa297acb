import type { Counters } from './counters.ts';
import { isObject } from './entity-input.ts';
import type { SalesOrderSeed } from './sales-orders.ts';
import { refuse } from './failure.ts';
import type { FaultRule, Faults } from './faults.ts';
import type { Features } from './options.ts';
import type { CompanySnapshot } from './snapshot.ts';
import type { AcumaticaStore, CustomerEdit, CustomerSeed, LocationEdit, LocationSeed } from './store.ts';

/** What the control pages act on: the same things the in-process interface offers. */
export interface ControlTarget {
  readonly store: AcumaticaStore;
  readonly faults: Faults;
  readonly counters: () => Counters;
  readonly resetCounters: () => void;
  readonly features: () => Features;
  readonly setFeatures: (features: Partial<Features>) => void;
  readonly expireSessions: () => void;
}

function edit(store: AcumaticaStore, action: string, [first, second, third]: readonly unknown[]): unknown {
  const id = String(first);
  switch (action) {
    case 'addCustomer':
      return { CustomerID: store.addCustomer(first as CustomerSeed).values['CustomerID'] };
    case 'editCustomer':
      return { CustomerID: store.editCustomer(id, second as CustomerEdit).values['CustomerID'] };
    case 'deleteCustomer':
      return store.deleteCustomer(id);
    case 'addLocation':
      return { LocationID: store.addLocation(id, second as LocationSeed).values['LocationID'] };
    case 'editLocation':
      return {
        LocationID: store.editLocation(id, String(second), third as LocationEdit).values['LocationID'],
      };
    case 'setDefaultLocation':
      return store.setDefaultLocation(id, String(second));
    case 'deactivateLocation':
      return store.deactivateLocation(id, String(second));
    case 'deleteLocation':
      return store.deleteLocation(id, String(second));
    case 'useOnDocument':
      return store.useOnDocument(id, typeof second === 'string' ? second : undefined);
    case 'addSalesOrder':
      return { OrderNbr: store.addSalesOrder(first as SalesOrderSeed).values['OrderNbr'] };
    default:
      throw refuse(404, `There is no edit ${action}.`);
  }
}

/**
 * Answers a page under `/_simulator/`: `counters` (GET, DELETE resets), `faults` (GET, POST a rule, DELETE), `features` (GET, PUT),
 * `snapshot` (GET, PUT), `edits` (POST `{action, arguments}`), `sessions` (DELETE ends all).
 */
export function answerControl(target: ControlTarget, method: string, page: string, body: unknown): unknown {
  switch (`${method} ${page}`) {
    case 'GET counters':
      return target.counters();
    case 'DELETE counters':
      target.resetCounters();
      return target.counters();
    case 'GET faults':
      return target.faults.rules();
    case 'POST faults':
      if (!isObject(body) || typeof body['kind'] !== 'string') throw refuse(400, 'A fault rule has a kind.');
      target.faults.add(body as unknown as FaultRule);
      return target.faults.rules();
    case 'DELETE faults':
      target.faults.clear();
      return [];
    case 'GET features':
      return target.features();
    case 'PUT features':
      target.setFeatures(body as Partial<Features>);
      return target.features();
    case 'GET snapshot':
      return target.store.snapshot();
    case 'PUT snapshot':
      target.store.load(body as CompanySnapshot);
      return { customers: target.store.customers().length };
    case 'POST edits':
      if (!isObject(body) || typeof body['action'] !== 'string' || !Array.isArray(body['arguments']))
        throw refuse(400, 'An edit has an action and arguments.');
      return edit(target.store, body['action'], body['arguments']) ?? {};
    case 'DELETE sessions':
      target.expireSessions();
      return {};
    default:
      throw refuse(404, `There is no control page ${method} ${page}.`);
  }
}
