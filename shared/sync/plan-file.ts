/**
 * A preview as one file: for a person on another computer, or, with everything personal masked, for an e-mail (ADR 15).
 *
 * The file is one JSON document of lines: what it is and the plan's header, one row per line in plan order, and its end with
 * two checksums. So two files can be compared line by line, and neither writing nor reading one holds more than a row.
 */
import type { PlanOrigin } from '../domain/review.ts';
import type { Profile } from '../domain/settings.ts';
import type { PlanHeader, PlanRow, PlanRowRecords } from './plan.ts';

export const planFileFormat = 'accord-plan';
/** Raised whenever an earlier Accord would read a file wrongly. */
export const planFileVersion = 1;

export interface PlanFileHead {
  readonly format: typeof planFileFormat;
  readonly version: typeof planFileVersion;
  /** `settingsSchemaVersion` of `profile`: a later Accord has settings that this one does not know. */
  readonly settingsVersion: number;
  readonly redacted: boolean;
  /** ISO 8601 UTC */
  readonly exportedAt: string;
  readonly origin: PlanOrigin;
  /** The settings that the plan was made with, so that decisions count the same elsewhere; null where it was redacted. */
  readonly profile: Profile | null;
  readonly plan: PlanHeader;
}

export interface PlanFileRow {
  readonly row: PlanRow;
  readonly records: PlanRowRecords;
}

export interface PlanFileEnd {
  /**
   * `contentHash` of header and rows as the file has them; null where it was redacted. It is the plan's own SHA-256, unless
   * rows were replaced by choices made by hand.
   */
  readonly contentSha256: string | null;
  /** SHA-256 of every byte before the line of the end. */
  readonly checksum: string;
}

const noRecords: PlanRowRecords = { erp: null, shopify: null, candidates: [] };

export function headLine(head: PlanFileHead): string {
  return `${JSON.stringify(head).slice(0, -1)},"rows":[\n`;
}

/** Without its end: a comma and the line break where another follows, else the line break. */
export function rowLine({ row, records }: PlanFileRow): string {
  return JSON.stringify({ row, records });
}

export function redactedRowLine(row: PlanRow): string {
  return rowLine({ row, records: noRecords });
}

export function endLine(end: PlanFileEnd): string {
  return `],${JSON.stringify(end).slice(1)}\n`;
}

/** @throws SyntaxError where the line is no such line. */
export const parseLine = {
  head: (line: string): unknown => {
    const { rows: _, ...head } = JSON.parse(`${line}]}`) as Record<string, unknown>;
    return head;
  },
  row: (line: string): unknown => JSON.parse(line.replace(/,$/, '')),
  end: (line: string): unknown => JSON.parse(line.replace(/^\],/, '{')),
};

/** Whether a line ends the rows. */
export function isEndLine(line: string): boolean {
  return line.startsWith('],');
}

/** The profile as the file carries it: what counts decisions, and nothing that reaches or signs in to a system (L8). */
export function profileForFile(profile: Profile): Profile {
  const { shopify, erp } = profile;
  return {
    ...profile,
    demo: false,
    shopify: shopify === null ? null : { ...shopify, url: null, clientId: null, signIn: 'token' },
    erp:
      erp === null
        ? null
        : { ...erp, url: nowhere, clientId: null, username: null, signIn: 'authorizationCode' },
    seen: { ...profile.seen, erpAddress: null },
    secretsExpected: {
      shopify: false,
      erp: false,
      shopifyGrant: false,
      erpClientSecret: false,
      erpGrant: false,
    },
  };
}

/** A name that can never be an address (RFC 2606). */
const nowhere = 'https://review.invalid';
