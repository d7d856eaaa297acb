/** What Shopify takes of a customer only in mutations of its own: tags one way at a time, consent, and metafields. */
import type { CustomerExtras, EmailConsent } from '../../../shared/domain/customer-extras.ts';
import type { FurtherField } from '../../../shared/domain/further-field.ts';
import { nameOf, type Party } from '../../../shared/domain/party.ts';
import type { ExtrasSink } from '../../../shared/sync/ports.ts';
import type { ShopifyClient } from './client.ts';
import {
  emailConsentUpdate,
  tagsAdd,
  tagsRemove,
  type CustomerEmailMarketingConsentInput,
  type TagsAddMutation,
} from './operations.gen.ts';
import { parseConsent, wireConsentLevels, wireConsentStates } from './parse-extras.ts';
import { answered, sendWrite } from './send-write.ts';
import { createFurtherWriter } from './write-further.ts';

function withExtras(before: Party, revision: string, patch: Partial<CustomerExtras>): Party {
  if (before.extras === undefined) return { ...before, revision };
  return { ...before, revision, extras: { ...before.extras, ...patch } };
}

/** What is not given stays Shopify's to decide: the moment of the write, and no level where none is needed. */
function consentInput({ state, level, at }: EmailConsent): CustomerEmailMarketingConsentInput {
  return {
    marketingState: wireConsentStates[state],
    ...(level === null ? {} : { marketingOptInLevel: wireConsentLevels[level] }),
    ...(at === null ? {} : { consentUpdatedAt: at }),
  };
}

/** `further` are the metafields that the profile reads. */
export function createExtrasSink(client: ShopifyClient, further: readonly FurtherField[]): ExtrasSink {
  /** The customer with the tags that a mutation answers, whichever way they were changed. */
  function withTags(before: Party, { node }: NonNullable<TagsAddMutation['tagsAdd']>): Party {
    const tagged = answered(nameOf(before), node);
    if (!('tags' in tagged)) throw new TypeError('Tags were written to something else than a customer');
    return withExtras(before, tagged.updatedAt, { tags: tagged.tags });
  }

  async function addTags(before: Party, tags: readonly string[], signal: AbortSignal): Promise<Party> {
    const variables = { id: before.key, tags: [...tags] };
    const call = { record: nameOf(before), signal };
    return withTags(before, await sendWrite(client, tagsAdd, variables, call));
  }

  async function removeTags(before: Party, tags: readonly string[], signal: AbortSignal): Promise<Party> {
    const variables = { id: before.key, tags: [...tags] };
    const call = { record: nameOf(before), signal };
    return withTags(before, await sendWrite(client, tagsRemove, variables, call));
  }

  async function setEmailConsent(before: Party, consent: EmailConsent, signal: AbortSignal): Promise<Party> {
    const record = nameOf(before);
    const input = { customerId: before.key, emailMarketingConsent: consentInput(consent) };
    const payload = await sendWrite(client, emailConsentUpdate, { input }, { record, signal });
    const { updatedAt, defaultEmailAddress } = answered(record, payload.customer);
    return withExtras(before, updatedAt, { emailConsent: parseConsent(defaultEmailAddress) });
  }

  return { ...createFurtherWriter(client, further), addTags, removeTags, setEmailConsent };
}
