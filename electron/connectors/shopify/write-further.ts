/** Metafields of customers, set or emptied. What the answer says of them is laid over what was known. */
import { isAppError } from '../../../shared/domain/app-error.ts';
import type { FurtherField } from '../../../shared/domain/further-field.ts';
import { nameOf, type FieldValue, type FurtherValues, type Party } from '../../../shared/domain/party.ts';
import type { ExtrasSink } from '../../../shared/sync/ports.ts';
import { chunks } from './chunks.ts';
import type { ShopifyClient } from './client.ts';
import { createKnownDefinitions, type Definition } from './further-definitions.ts';
import { furtherAttributes, offeredField, typeOf } from './further-fields.ts';
import { pathOf } from './further-keys.ts';
import { wireValueOf } from './further-wire.ts';
import {
  metafieldsDelete,
  metafieldsSet,
  type FurtherValueFragment,
  type MetafieldIdentifierInput,
  type MetafieldsSetInput,
} from './operations.gen.ts';
import { unfitCode } from './refusal-rules.ts';
import { errorOf, understand, type UserError } from './refusal.ts';
import { answered, sendWrite, unknownOutcome } from './send-write.ts';

/**
 * Shopify sets no more in one request (domain facts 2.2), and a profile may have twice as many: within a request all are set or none,
 * beyond it they are not. That as many may be deleted is to be checked. [VERIFY]
 */
const fieldsPerWrite = 25;

type Conversion =
  | { readonly value: FieldValue }
  /** What of the metafield is refused, by the name that Shopify has for it. */
  | { readonly refused: 'type' | 'value'; readonly message: string };

interface Prepared {
  readonly field: FurtherField;
  readonly text: FieldValue;
  readonly conversion: Conversion;
}

interface Request<Input> {
  readonly fields: readonly FurtherField[];
  readonly inputs: readonly Input[];
}

/** What a request told of a customer. */
interface Told {
  readonly values: readonly FurtherValueFragment[];
  /** Null where the answer does not tell. */
  readonly revision: string | null;
}

/** A field that the profile does not read, such as one that an undo sets back, is what the store says of it. */
function fieldOf(
  key: string,
  further: readonly FurtherField[],
  definition: Definition | undefined,
): FurtherField {
  const known = further.find((field) => field.key === key);
  const offered = definition === undefined ? null : offeredField(definition);
  return known ?? offered ?? { key, label: pathOf({ key }), type: 'text', maximum: null };
}

/** Neither is a field emptied of which the store says something else by now: what it holds is not what was compared. */
function convert(text: FieldValue, { type }: FurtherField, definition: Definition | undefined): Conversion {
  if (definition === undefined || typeOf(definition.type.name) !== type) {
    return { refused: 'type', message: 'The definition is not the one that the field was taken up with' };
  }
  if (text === null) return { value: null };
  const wire = wireValueOf(text, definition.type.name);
  return 'value' in wire ? wire : { refused: 'value', message: wire.problem };
}

/** Refused in the form of Shopify's own refusals, so that the same rules explain both. Nothing is sent. */
function refuseUnfit(record: string, prepared: readonly Prepared[]): void {
  const errors = prepared.flatMap(({ conversion }, index): readonly UserError[] =>
    'refused' in conversion
      ? [
          {
            field: ['metafields', String(index), conversion.refused],
            message: conversion.message,
            code: unfitCode,
          },
        ]
      : [],
  );
  if (errors.length === 0) return;
  const further = prepared.map(({ field }) => field);
  const variables = { metafields: prepared.map(({ text }) => ({ value: text })) };
  throw errorOf(errors.map((error) => understand(error, { record, further, variables })));
}

function identifierOf(ownerId: string, field: FurtherField): MetafieldIdentifierInput {
  const [namespace = '', key = ''] = pathOf(field).split('.');
  return { ownerId, namespace, key };
}

function requestsOf<Input>(
  writes: readonly { readonly field: FurtherField; readonly input: Input }[],
): readonly Request<Input>[] {
  return chunks(writes, fieldsPerWrite).map((part) => ({
    fields: part.map(({ field }) => field),
    inputs: part.map(({ input }) => input),
  }));
}

/** One after the other. Once something was written, a refusal of the rest must not look as if nothing was. */
async function inTurn(record: string, requests: readonly (() => Promise<Told>)[]): Promise<readonly Told[]> {
  const told: Told[] = [];
  for (const request of requests) {
    try {
      told.push(await request());
    } catch (error) {
      const isGone = isAppError(error) && error.code === 'RECORD_GONE';
      throw told.length === 0 || isGone ? error : unknownOutcome(record, error);
    }
  }
  return told;
}

/**
 * `further` are the fields that the profile reads. The types are the store's, asked for before the first write and then known.
 * @returns A writer that refuses with WRITE_REFUSED what the store does not define as the profile has it, and with VALUE_REFUSED what a
 * metafield cannot hold; nothing is sent then. What Shopify refuses is explained as by `sendWrite`.
 */
export function createFurtherWriter(
  client: ShopifyClient,
  further: readonly FurtherField[],
): Pick<ExtrasSink, 'setFurther'> {
  const definitions = createKnownDefinitions(client);

  async function prepare(
    values: readonly (readonly [string, FieldValue])[],
    signal: AbortSignal,
  ): Promise<readonly Prepared[]> {
    const known = await definitions(signal);
    return values.map(([key, text]) => {
      const definition = known.get(key);
      const field = fieldOf(key, further, definition);
      return { field, text, conversion: convert(text, field, definition) };
    });
  }

  async function send(
    record: string,
    { fields, inputs }: Request<MetafieldsSetInput>,
    signal: AbortSignal,
  ): Promise<Told> {
    const call = { record, further: fields, signal };
    const payload = await sendWrite(client, metafieldsSet, { metafields: inputs }, call);
    const values = answered(record, payload.metafields);
    const owner = values.at(-1)?.owner;
    return { values, revision: owner !== undefined && 'updatedAt' in owner ? owner.updatedAt : null };
  }

  /** One that is not there any more is none either, and is no error. */
  async function empty(
    record: string,
    { fields, inputs }: Request<MetafieldIdentifierInput>,
    signal: AbortSignal,
  ): Promise<Told> {
    const call = { record, further: fields, signal };
    await sendWrite(client, metafieldsDelete, { metafields: inputs }, call);
    return { values: [], revision: null };
  }

  async function setFurther(before: Party, given: FurtherValues, signal: AbortSignal): Promise<Party> {
    const record = nameOf(before);
    const values = Object.entries(given).flatMap(
      ([key, value]): readonly (readonly [string, FieldValue])[] =>
        value === undefined ? [] : [[key, value]],
    );
    if (values.length === 0) return before;
    const prepared = await prepare(values, signal);
    refuseUnfit(record, prepared);

    const set: { field: FurtherField; input: MetafieldsSetInput }[] = [];
    const emptied: { field: FurtherField; input: MetafieldIdentifierInput }[] = [];
    for (const { field, conversion } of prepared) {
      const identifier = identifierOf(before.key, field);
      const value = 'value' in conversion ? conversion.value : null;
      if (value === null) emptied.push({ field, input: identifier });
      // Without a type: it is the definition's, so that nothing is stored where the definition is missing.
      else set.push({ field, input: { ...identifier, value } });
    }
    const told = await inTurn(record, [
      ...requestsOf(set).map((request) => () => send(record, request, signal)),
      ...requestsOf(emptied).map((request) => () => empty(record, request, signal)),
    ]);

    const written = new Set(values.map(([key]) => key));
    const others = Object.entries(before.attributes ?? {}).filter(([key]) => !written.has(key));
    const stored = furtherAttributes(
      told.flatMap((each) => each.values),
      prepared.map(({ field }) => field),
    );
    return {
      ...before,
      revision: told.findLast(({ revision }) => revision !== null)?.revision ?? before.revision,
      attributes: { ...Object.fromEntries(others), ...stored },
    };
  }

  return { setFurther };
}
