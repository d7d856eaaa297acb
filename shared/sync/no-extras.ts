/** The half of a sink for what only individuals of Shopify have: tags and consent. */
import { AppError } from '../domain/app-error.ts';
import { nameOf, type Party } from '../domain/party.ts';
import type { ExtrasSink } from './ports.ts';

/** Refuses every write with WRITE_REFUSED. `system` as error texts name it. */
export function refuseExtras(system: string): ExtrasSink {
  const refuse = (before: Party): Promise<never> => {
    const message = 'This belongs to individual customers of the other system. Nothing was sent.';
    return Promise.reject(
      new AppError('WRITE_REFUSED', { params: { system, record: nameOf(before), message } }),
    );
  };
  return { setFurther: refuse, addTags: refuse, removeTags: refuse, setEmailConsent: refuse };
}
